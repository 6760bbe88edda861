"""What a site does by itself as time passes; it acts on the site only as its rules allow."""
