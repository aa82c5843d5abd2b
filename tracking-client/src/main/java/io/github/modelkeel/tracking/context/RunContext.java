package io.github.modelkeel.tracking.context;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who runs what, in MLflow's tags. */
public final class RunContext {
    private RunContext() {}

    public static String user() {
        return System.getProperty("user.name", "unknown");
    }

    public static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.user", user());
        tags.put("mlflow.source.name", sourceName(System.getProperty("sun.java.command", "")));
        tags.put("mlflow.source.type", "LOCAL");
        GitCheckout.find(Path.of("").toAbsolutePath()).ifPresent(git -> tags.putAll(git.tags()));
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
