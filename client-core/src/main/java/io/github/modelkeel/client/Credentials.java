package io.github.modelkeel.client;

import io.github.modelkeel.client.internal.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of the Authorization header as MLflow does: user name and password win over a token; a token file wins over both. */
final class Credentials {
    private static final String USERNAME = "MLFLOW_TRACKING_USERNAME";
    private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final String TOKEN_FILE = "MODELKEEL_TOKEN_FILE";
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private Credentials() {}

    static @Nullable Authorization find(Environment environment, @Nullable Path credentialsFile) {
        Path tokenFile = environment.path(TOKEN_FILE);
        if (tokenFile != null) {
            return Authorization.tokenFile(TOKEN_FILE, tokenFile);
        }
        String header = authorization(environment, credentialsFile);
        return header == null ? null : Authorization.fixed(header);
    }

    private static @Nullable String authorization(Environment environment, @Nullable Path file) {
        String username = environment.text(USERNAME);
        String password = environment.text(PASSWORD);
        if ((username == null || password == null) && file != null && Files.isRegularFile(file)) {
            Map<String, String> stored = read(file);
            username = username != null ? username : stored.get("mlflow_tracking_username");
            password = password != null ? password : stored.get("mlflow_tracking_password");
        }
        if (username != null && password != null) {
            return basic(username, password);
        }
        String token = environment.text(TOKEN);
        if (token != null) {
            return bearer(TOKEN, token);
        }
        if (username != null || password != null) {
            throw new IllegalArgumentException(USERNAME + " and " + PASSWORD + " must be set together; only "
                    + (username != null ? USERNAME : PASSWORD) + " is");
        }
        return null;
    }

    static String basic(String username, String password) {
        if (username.isEmpty() || username.indexOf(':') >= 0 || hasControl(username)) {
            throw new IllegalArgumentException(
                    "the user name (" + USERNAME + ") must not be empty and must not hold ':' or control characters");
        }
        if (password.isEmpty() || hasControl(password)) {
            throw new IllegalArgumentException(
                    "the password (" + PASSWORD + ") must not be empty and must not hold control characters");
        }
        byte[] pair = (username + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    static String bearer(String setting, String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException(setting + " must be one word of printable ASCII characters");
        }
        return "Bearer " + token;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** The keys of section [mlflow] of an INI file. */
    private static Map<String, String> read(Path file) {
        List<String> lines;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(
                        "the credentials file " + file + " must be at most " + MAX_FILE_BYTES + " bytes long");
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the credentials file " + file, e);
        }
        Map<String, String> values = new HashMap<>();
        boolean inSection = false;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                inSection = line.equals("[mlflow]");
            } else if (inSection) {
                put(values, line, file, number);
            }
        }
        return values;
    }

    private static void put(Map<String, String> values, String line, Path file, int number) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        int at = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
        if (at < 1) {
            throw new IllegalArgumentException(
                    "the credentials file " + file + ", line " + number + ", must be 'key = value'");
        }
        String value = line.substring(at + 1).strip();
        if (!value.isEmpty()) {
            values.put(line.substring(0, at).strip().toLowerCase(Locale.ROOT), value);
        }
    }
}
