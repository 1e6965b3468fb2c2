"""What a level's training covers, as data: parts, chapters, modules, topics, and how deep each topic goes."""
