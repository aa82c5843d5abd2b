package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientConfig;
import java.nio.file.Path;

/** The versions of one address in a registry. Safe for use by multiple threads. */
final class RegistrySource {
    private static final String LOCAL = "local:";

    private RegistrySource() {}

    static void check(String uri) {
        if (uri.isEmpty()) {
            throw new IllegalArgumentException("an address is needed");
        }
    }

    @SuppressWarnings("DoNotCallSuggester")
    static VersionSource open(String uri, ClientConfig config) {
        throw new UnsupportedOperationException(uri + config);
    }

    /** Which registry a configuration means, for what is kept in this process and on this machine. */
    static String identity(ClientConfig config) {
        String address = config.registryUri();
        if (address.startsWith(LOCAL)) {
            address = LOCAL
                    + Path.of(address.substring(LOCAL.length()))
                            .toAbsolutePath()
                            .normalize();
        }
        return address + "\n" + config.workspace().orElse("");
    }
}
