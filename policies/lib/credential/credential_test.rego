package lib.credential_test

import rego.v1

import data.lib.credential

_variable(name, value) := credential.in_variable(name, value)

test_forms_of_keys_and_tokens if {
	credential.in_text("export AWS_ACCESS_KEY_ID=AKIA2E0A8F3B244C9986") == {"an AWS access key"}
	credential.in_text("ASIA2E0A8F3B244C9986") == {"an AWS access key"}
	key := "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAn1u2Zr3Yk8sQv0bq4Jm6pT7wXcLd5Ef"
	credential.in_text(key) == {"a private key"}
	credential.in_text(replace(key, "\n", `\n`)) == {"a private key"}
	token := concat("", ["gh", "p_16C7e42F292c6912E7710c838347Ae178B4a"])
	_variable("ANYTHING", token) == {"an access token of GitHub"}
	_variable("GITHUB_TOKEN", token) == {"an access token of GitHub"}
	credential.in_text(sprintf("GITHUB_TOKEN=%s", [token])) == {"an access token of GitHub"}
}

test_keys_that_look_like_names if {
	every value, words in {
		concat("", ["sk-", "proj-q3Xv9ZkP1mWt7LrB5yCd8HnF"]): "an API key of OpenAI",
		concat("", ["sk-", "ant-api03-q3Xv9ZkP1mWt7LrB5yCd8HnF"]): "an API key of Anthropic",
		concat("", ["SG", ".ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr"]): "an API key of SendGrid",
		"base64:Xq3J5vN8mK2pR7tW9yB4cE6gH1jL0oQzS5uV8xY2aDw=": "an application key of Laravel",
	} {
		_variable("API_KEY", value) == {words}
	}
	_variable("API_KEY", "task-project-orders-2024-eu-central-1") == set()
}

test_what_only_looks_like_a_form if {
	credential.in_text("AKIAIOSFODNN7EXAMPLE") == set()
	credential.in_text("AKIAXXXXXXXXXXXXXXXX") == set()
	credential.in_text("dGVzdAKIA2E0A8F3B244C9986dGVzdA==") == set()
	credential.in_text("grep -q '-----BEGIN RSA PRIVATE KEY-----' /etc/ssl/private/key.pem") == set()
	credential.in_text("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA") == set()
}

test_aws_secret_keys if {
	secret := "kPq7Zr3Yk8sQv0bq4Jm6pT7wXcLd5EfGh1Ij2Kl3"
	_variable("AWS_SECRET_ACCESS_KEY", secret) == {"an AWS secret key"}
	text := sprintf("aws configure set aws_secret_access_key %s", [secret])
	credential.in_text(text) == {"an AWS secret key"}
	_variable("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY") == set()
}

test_passwords_in_urls if {
	_variable("DATABASE_URL", "postgres://app:hunter2@db.internal:5432/app") == {"a URL with a password"}
	every value in [
		"postgres://app:${password}@db", "postgres://user:password@db", "amqp://guest:guest@localhost",
		"https://git:TOKEN@git.internal/app", "https://api.internal/x:y@z", "arn:aws:s3:::bucket",
		"postgres://db.internal/app",
	] {
		_variable("DATABASE_URL", value) == set()
	}
}

test_names_of_passwords if {
	every name in ["DB_PASSWORD", "dbPassword", "db-passwd", "MYSQLPASSWORD", "DB_PASS", "DB_PWD", "password2"] {
		_variable(name, "hunter22") == {"a password"}
	}
	_variable("PASSWORD", "correct-horse-battery-staple") == {"a password"}
	_variable("PASSWORD", "correct horse battery") == {"a password"}
	_variable("PASSWORD", "P@$sword1\n") == {"a password"}
	every name in ["PASSWORD_FILE", "PWD", "PASSWORD_ARN", "PASSWORD_HASH", "HASHED_PASSWORD", "COMPASS", "BYPASS"] {
		_variable(name, "hunter22") == set()
	}
}

test_values_that_are_no_passwords if {
	every value in [
		"", "true", "required", "123456", "prod/db/password", "prod-db-secret", "/run/secrets/db", "${var.x}",
		"$DB_PASSWORD", "{{resolve:ssm:db}}", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db",
		"changeme", "CHANGE_ME", "<password>", "your-password", "xxxxxxxx", "********", "DB_PASSWORD_2",
		"AQICAHhwm0YaISJeRtJm5n1G6uqeekXuoXXPe5UFce9Rq8",
	] {
		_variable("DB_PASSWORD", value) == set()
	}
	not credential.in_variable("DB_PASSWORD", 5)
}

test_names_of_keys_and_secrets if {
	every name in ["API_KEY", "apiKey", "STRIPE_API_KEY", "AUTH_TOKEN", "JWT_SECRET", "client-secret", "ENCRYPTION_KEY"] {
		_variable(name, "9f86d081884c7d65A2fe") == {"a secret key"}
	}
	every name in ["secret_key_base", "NEW_RELIC_LICENSE_KEY"] {
		_variable(name, "9f86d081884c7d65A2fe") == {"a secret key"}
	}
	_variable("DB_SECRET", "9f86d081884c7d65A2fe") == {"a secret"}
	every name in ["SORT_KEY", "KMS_KEY", "API_KEY_ID", "PUBLIC_API_KEY", "NEXT_TOKENS", "SECRET_NAME"] {
		_variable(name, "9f86d081884c7d65A2fe") == set()
	}
}

test_values_that_are_no_keys if {
	every value in [
		"orders", "orders-api-key-2024", "0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f", "alias/app", "prod/stripe/key1",
		"mrk-1234abcd12ab34cd56ef1234567890ab", "short1", "see page 12 of the wiki", "onlylettersandnothingelse",
	] {
		_variable("API_KEY", value) == set()
	}
	_variable("DB_SECRET", "MyDbSecret1A2B3C4D-x7Yk2pQ") == set()
}

test_assignments_in_texts if {
	every line in [
		"export DB_PASSWORD=hunter22", "DB_PASSWORD='correcthorse'", `docker run -e "DB_PASSWORD=hunter22" app`,
		`  "DB_PASSWORD": "correcthorse",`, "  DB_PASSWORD: hunter22", `$DB_PASSWORD = "correcthorse"`,
		"Server=db;User=sa;DB_PASSWORD=hunter22;Encrypt=true", `{\"DB_PASSWORD\": \"correcthorse\"}`,
	] {
		credential.in_text(sprintf("#!/bin/sh\n%s\n", [line])) == {"a password (`DB_PASSWORD`)"}
	}
	_variable("CONNECTION", "Server=db;Password=hunter22") == {"a password (`Password`)"}
	two := "user: app\npassword: hunter22\ntoken: abc123def456ghi\n"
	credential.in_text(two) == {"a password (`password`)", "a secret key (`token`)"}
}

test_texts_without_credentials if {
	every line in [
		"DB_PASSWORD=$(aws ssm get-parameter --name db)", "DB_PASSWORD=$1", `DB_PASSWORD="${password}"`,
		"# DB_PASSWORD=hunter22",
		"password = get_password()", "connect(password=password_value)", "password = settings2.password", "lock_passwd: true",
		"passwd: $6$rounds=4096$abc$def", "read -p 'Password: ' pw", "PasswordAuthentication no", "token: {{ token }}",
		"DB_PASSWORD=abc123$SUFFIX", `DB_PASSWORD="abc123$SUFFIX"`, "password: see-the-wiki",
	] {
		credential.in_text(line) == set()
	}
}

test_passwords_of_commands if {
	every line, command in {
		`echo "root:hunter22" | chpasswd`: "chpasswd",
		"echo root:hunter22 | sudo chpasswd": "chpasswd",
		`$p = ConvertTo-SecureString "hunter22!" -AsPlainText -Force`: "ConvertTo-SecureString",
		"net user Administrator hunter22 /add": "net user",
		"sshpass -p hunter22 ssh db": "sshpass",
		"curl -fsS -u admin:hunter22 https://nexus.internal/app.jar": "curl",
		"docker login -u ci -p hunter22 registry.internal": "docker login",
		"ALTER USER 'root'@'localhost' IDENTIFIED BY 'hunter22';": "identified by",
		`psql -c "CREATE USER app WITH PASSWORD 'hunter22'"`: "create user",
	} {
		credential.in_text(line) == {sprintf("a password (`%s`)", [command])}
	}
	every line in [
		`echo "root:$PASSWORD" | chpasswd`, "echo root:changeme | chpasswd", `echo "$line" | chpasswd`,
		"ConvertTo-SecureString $password -AsPlainText -Force", "net user Administrator /active:no", "net user app * /add",
		"sshpass -p $PASS ssh db", "sshpass -f /run/secrets/db ssh db", `curl -u "app:$TOKEN" https://nexus.internal`,
		"curl https://repo-ubuntu.example.org:8080/app.tar.gz", "# curl -u admin:hunter22 https://nexus.internal",
		"docker login -u AWS -p $(aws ecr get-login-password) registry.internal",
		"echo $PASS | docker login -u ci --password-stdin registry.internal",
		"CREATE USER app IDENTIFIED BY '$PASSWORD1';",
	] {
		credential.in_text(line) == set()
	}
}

test_words_in_variables_of_the_environment if {
	credential.in_text("docker run -e DB_PASSWORD=correcthorse app") == {"a password (`DB_PASSWORD`)"}
	every line in ["connect(password=passphrase)", "DB_PASSWORD=getpass", "DB_PASSWORD=@/run/p1"] {
		credential.in_text(line) == set()
	}
}
