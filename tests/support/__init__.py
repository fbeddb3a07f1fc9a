"""What the tests are written with: builders, fakes, and a table that is made from the template."""
