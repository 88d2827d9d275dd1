mkdir plugins/one/assets
ln -s ../../../content/index.md plugins/one/assets/page.css
ln -s /etc plugins/one/assets/more
