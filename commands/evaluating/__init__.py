"""How well text and conversations are understood: what `./redress evaluate` measures, draws and writes down.

`scores` counts, `reading` measures the narrative pipeline, `intents` the assistant, `people` whole conversations, `charts`
draws, `report` writes. All of it reads `tests/heldout/`: text by other authors than the training text.
"""
