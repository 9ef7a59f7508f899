"""The register's migrations, in order; run by `communique.register.migrate`."""
