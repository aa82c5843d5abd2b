package io.github.modelkeel.client.internal;

import java.util.Locale;
import java.util.Map;

/** The content type sent with an artifact, by its name, as MLflow's own client guesses it. */
final class ContentTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("gif", "image/gif"),
            Map.entry("json", "text/plain"),
            Map.entry("log", "text/plain"),
            Map.entry("md", "text/plain"),
            Map.entry("txt", "text/plain"),
            Map.entry("yaml", "text/plain"),
            Map.entry("yml", "text/plain"));

    private ContentTypes() {}

    static String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals("MLmodel")) {
            return "text/plain";
        }
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }
}
