package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Starts and gives back the embedded server through the JDK's service type for tools, so that neither side depends on the other. */
final class LocalServers {
    private static final System.Logger LOG = System.getLogger(LocalServers.class.getName());
    private static final String NAME = "modelkeel-local-server";

    private LocalServers() {}

    /** Starts or joins the server of a directory and returns its base address. */
    static String start(String directory) {
        return run(directory, "start");
    }

    /** Gives back one reference. */
    static void stop(String directory) {
        run(directory, "stop");
    }

    private static String run(String directory, String action) {
        ToolProvider tool = find().orElseThrow(() -> new ClientException(
                "LOCAL_SERVER_MISSING",
                0,
                "LOCAL_SERVER_MISSING: local:" + directory + " needs the embedded server: add the dependency"
                        + " io.github.modelkeel:modelkeel-local-server, or set MLFLOW_TRACKING_URI to the address of a server",
                null));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = tool.run(new PrintWriter(out, true), new PrintWriter(err, true), action, "--dir", directory);
        if (code != 0) {
            throw new ClientException(
                    "LOCAL_SERVER_FAILED",
                    0,
                    "LOCAL_SERVER_FAILED: could not " + action + " the embedded server of " + directory + ": "
                            + err.toString().strip(),
                    null);
        }
        return out.toString().strip();
    }

    private static Optional<ToolProvider> find() {
        ToolProvider tool = find(Thread.currentThread().getContextClassLoader());
        return Optional.ofNullable(tool != null ? tool : find(LocalServers.class.getClassLoader()));
    }

    private static @Nullable ToolProvider find(@Nullable ClassLoader loader) {
        Iterator<ToolProvider> tools =
                ServiceLoader.load(ToolProvider.class, loader).iterator();
        while (true) {
            try {
                if (!tools.hasNext()) {
                    return null;
                }
                ToolProvider tool = tools.next();
                if (tool.name().equals(NAME)) {
                    return tool;
                }
            } catch (ServiceConfigurationError e) {
                LOG.log(System.Logger.Level.DEBUG, "a tool of another provider is broken", e);
            }
        }
    }
}
