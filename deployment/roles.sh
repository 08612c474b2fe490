#!/bin/sh
# The two roles of the portal, on the first start of the database: one owns the schema, the other serves and owns nothing.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE portail_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE portail_app LOGIN PASSWORD :'app_password';
CREATE DATABASE portail OWNER portail_owner;
REVOKE CONNECT ON DATABASE portail FROM PUBLIC;
GRANT CONNECT ON DATABASE portail TO portail_app;
SQL
