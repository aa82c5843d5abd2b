package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the data of an address are, and whether there are any. */
final class LocalStores {
    private static final String LOCAL = "local:";

    private LocalStores() {}

    private static Path directory(String uri) {
        return Path.of(uri.substring(LOCAL.length())).toAbsolutePath().normalize();
    }

    /** Whether the address is a remote server's, or there is something in its directory. */
    static boolean exists(String uri) {
        if (!uri.startsWith(LOCAL)) {
            return true;
        }
        Path directory = directory(uri);
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return true; // it cannot be looked at: the embedded server says what is wrong when it starts
        }
    }

    static void require(ClientConfig config, String uri, String setting) {
        if (!exists(uri)) {
            throw new ClientException(
                    "LOCAL_STORE_MISSING",
                    0,
                    "LOCAL_STORE_MISSING: there is no store to read in " + directory(uri) + ": nothing was logged or"
                            + " registered there yet. This is " + words(config, uri) + ". Set " + setting
                            + " to the server or the directory (local:...) that holds your runs and models",
                    null);
        }
    }

    /** The server, where its data are and what names it, in one line. */
    static String words(ClientConfig config, String uri) {
        String server = uri.startsWith(LOCAL)
                ? "the embedded server " + uri + ", whose data are in " + directory(uri)
                : "the server " + uri;
        String source = config.trackingUriSource()
                .map(name -> "set by " + name)
                .orElse("the default, as MLFLOW_TRACKING_URI is not set");
        return uri.equals(config.trackingUri()) ? server + " (" + source + ")" : server;
    }
}
