package io.github.modelkeel.client.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Takes the configured secrets out of text that came from elsewhere. Immutable. */
final class Redactor {
    private final List<String> secrets;

    Redactor(Optional<String> authorization) {
        List<String> found = new ArrayList<>();
        authorization.ifPresent(header -> {
            String value = header.substring(header.indexOf(' ') + 1);
            found.add(value);
            if (header.startsWith("Basic ")) {
                String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
                found.add(pair.substring(pair.indexOf(':') + 1));
            }
        });
        secrets = List.copyOf(found);
    }

    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
