authorized_ip_ranges = ["0.0.0.0/0"]
maintenance_day      = "Sunday"
