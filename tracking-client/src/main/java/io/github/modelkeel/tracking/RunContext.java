package io.github.modelkeel.tracking;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who runs what, in MLflow's tags. */
final class RunContext {
    private RunContext() {}

    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.user", user());
        tags.put("mlflow.source.name", sourceName(System.getProperty("sun.java.command", "")));
        tags.put("mlflow.source.type", "LOCAL");
        GitCheckout.find(Path.of("").toAbsolutePath()).ifPresent(git -> tags.putAll(git.tags()));
        return tags;
    }

    /** All tags that a run starts with. */
    static Map<String, String> tags(Map<String, String> configured, RunOptions options) {
        Map<String, String> tags = new LinkedHashMap<>(tags());
        tags.putAll(configured);
        tags.putAll(options.tags());
        tags.put("mlflow.runName", options.name());
        if (options.description() != null) {
            tags.put("mlflow.note.content", options.description());
        }
        if (options.parentRunId() != null) {
            tags.put("mlflow.parentRunId", options.parentRunId());
        }
        return tags;
    }

    /** The main class or jar, without the program's arguments, which may hold secrets. */
    static String sourceName(String command) {
        String first = command.strip();
        int blank = first.indexOf(' ');
        if (blank >= 0) {
            first = first.substring(0, blank);
        }
        int slash = Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\'));
        String name = slash >= 0 ? first.substring(slash + 1) : first;
        return name.isEmpty() ? "java" : name;
    }
}
