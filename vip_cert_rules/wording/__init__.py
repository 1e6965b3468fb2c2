"""Every sentence a person reads about a decision, in Chinese and English."""
