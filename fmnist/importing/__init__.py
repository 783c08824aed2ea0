"""A stranger's file becomes a model beside ours: checked, converted, probed, judged, stored."""
