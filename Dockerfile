# The app alone, without TensorFlow. It runs as nobody in particular, on a root file system that may
# be read-only (`docker run --read-only --tmpfs /tmp`), and writes nothing but to /models.
#
#   docker build -t fashion . && docker run -p 8501:8501 fashion
#
# STREAMLIT_SERVER_PORT (or PORT, as many hosts have it), STREAMLIT_SERVER_BASE_URL_PATH and every
# other option of Streamlit come by environment. STREAMLIT_SERVER_ALLOWED_HOSTS must hold the name
# under which people reach it. Models of your own are read from the volume /models.
FROM python:3.13-slim AS packages
COPY requirements-app.txt /
RUN python -m venv /opt/app \
    && /opt/app/bin/pip install --no-cache-dir --requirement /requirements-app.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /tmp app \
    && install --directory --owner app /models
COPY --from=packages /opt/app /opt/app
WORKDIR /app
COPY .streamlit .streamlit
COPY deploy/health.py deploy/health.py
COPY fmnist fmnist
COPY pages pages
COPY artifacts artifacts
COPY dashboard.py requirements.txt requirements-app.txt LICENSE ./
RUN /opt/app/bin/python -m compileall -q fmnist pages dashboard.py
ENV PATH=/opt/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    FMNIST_ARTIFACTS=/models:/app/artifacts \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_HEADLESS=true
VOLUME /models
EXPOSE 8501
USER 10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "deploy/health.py"]
CMD ["sh", "-c", "STREAMLIT_SERVER_PORT=${PORT:-${STREAMLIT_SERVER_PORT:-8501}} exec python -m streamlit run dashboard.py"]
