"""What a record must outlive: kills, crowds, full disks, stores that cannot be written, databases that go away."""
