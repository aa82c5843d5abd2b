package io.github.modelkeel.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the value of the Authorization header comes from: fixed, or asked for again with each request. */
interface Authorization {
    /** The value now. A secret. */
    String value();

    /** The scheme, for humans. */
    String kind();

    static Authorization fixed(String header) {
        String kind = header.startsWith("Basic ") ? "basic" : "bearer";
        return new Fixed(header, kind);
    }

    static Authorization token(Supplier<String> supplier) {
        return new Supplied(supplier);
    }

    static Authorization tokenFile(String setting, Path file) {
        return new TokenFile(setting, file);
    }

    /** A header that never changes. */
    record Fixed(String value, String kind) implements Authorization {
        @Override
        public String toString() {
            return kind;
        }
    }

    /** A token from the application. */
    record Supplied(Supplier<String> supplier) implements Authorization {
        @Override
        public String value() {
            String token;
            try {
                token = supplier.get();
            } catch (RuntimeException e) {
                // not as the cause: what the application throws may show the token
                throw unavailable(
                        "the supplier of the token threw " + e.getClass().getName());
            }
            return bearer("the supplier of the token gave", token);
        }

        @Override
        public String kind() {
            return "bearer from a supplier";
        }
    }

    /** A token in a file, which others replace from time to time. */
    record TokenFile(String setting, Path file) implements Authorization {
        private static final int MAX_BYTES = 64 * 1024;

        @Override
        public String value() {
            byte[] content;
            try (var in = Files.newInputStream(file)) {
                content = in.readNBytes(MAX_BYTES + 1);
            } catch (IOException e) {
                throw unavailable("cannot read the token file " + file + " (" + setting + "): "
                        + e.getClass().getSimpleName());
            }
            if (content.length > MAX_BYTES) {
                throw unavailable("the token file " + file + " (" + setting + ") is larger than 64 KiB");
            }
            return bearer(
                    "the token file " + file + " (" + setting + ") holds",
                    new String(content, StandardCharsets.UTF_8).strip());
        }

        @Override
        public String kind() {
            return "bearer from a file";
        }
    }

    private static String bearer(String whose, @Nullable String token) {
        if (token == null || token.isBlank()) {
            throw unavailable(whose + " no token");
        }
        if (!Credentials.isToken(token)) {
            throw unavailable(whose + " a token that is not one word of printable ASCII characters");
        }
        return "Bearer " + token;
    }

    private static ClientException unavailable(String reason) {
        return new ClientException("CREDENTIALS_UNAVAILABLE", 0, "CREDENTIALS_UNAVAILABLE: " + reason, null);
    }
}
