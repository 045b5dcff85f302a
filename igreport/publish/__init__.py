"""What is handed out: an edition that has passed the gate, with the proof of it."""
