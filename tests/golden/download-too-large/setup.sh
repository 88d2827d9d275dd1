mkdir -p content/assets
truncate -s 300M content/assets/film.mp4
