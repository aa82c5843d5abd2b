package io.github.modelkeel.localserver;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The server as a command, {@code modelkeel-local-server}, and as a JDK tool of the same name for programs that start it
 * without depending on it. Safe for use by multiple threads.
 *
 * <ul>
 *   <li>{@code --port P --dir D} serves until the process is stopped;
 *   <li>{@code start --dir D} starts a server on a free port within this process, or joins the one that already serves
 *       the directory, and prints its address on one line;
 *   <li>{@code stop --dir D} gives back what {@code start} took; the last one stops the server.
 * </ul>
 */
public final class LocalServerTool implements ToolProvider {
    private static final int DEFAULT_PORT = 5_000;
    private static final String DEFAULT_DIRECTORY = "modelkeel-data";
    private static final String USAGE = "usage: modelkeel-local-server [--port P] [--dir D]   serve until stopped"
            + " (defaults: port " + DEFAULT_PORT + ", directory " + DEFAULT_DIRECTORY + ")";

    /** Makes the tool; {@link java.util.ServiceLoader} calls this. */
    public LocalServerTool() {}

    /**
     * Runs the command.
     *
     * @param arguments see the description of this class
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = new LocalServerTool().run(out, err, arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public String name() {
        return "modelkeel-local-server";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            Arguments parsed = Arguments.parse(arguments);
            switch (parsed.command()) {
                case "start" ->
                    out.println(SharedServers.start(parsed.directory()).uri());
                case "stop" -> SharedServers.stop(parsed.directory());
                case "help" -> out.println(USAGE);
                default -> serve(out, parsed);
            }
            out.flush();
            return 0;
        } catch (LocalServerException | IllegalArgumentException e) {
            err.println("modelkeel-local-server: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private static void serve(PrintWriter out, Arguments arguments) {
        long start = System.nanoTime();
        LocalServer server = LocalServer.builder(arguments.directory())
                .port(arguments.port())
                .start();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    server.close();
                    stopped.countDown();
                },
                "modelkeel-server-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        out.println("Modelkeel local server: " + server.uri() + " (data in " + server.directory() + ", ready in "
                + (System.nanoTime() - start) / 1_000_000 + " ms, Ctrl-C stops it)");
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            server.close();
            Runtime.getRuntime().removeShutdownHook(hook);
            Thread.currentThread().interrupt();
        }
    }

    /** What the command line says. */
    private record Arguments(String command, int port, Path directory) {
        static Arguments parse(String... arguments) {
            String command = "serve";
            int port = DEFAULT_PORT;
            String directory = DEFAULT_DIRECTORY;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "start", "stop" -> command = arguments[i];
                    case "--help", "-h" -> command = "help";
                    case "--port" -> port = port(value(arguments, ++i));
                    case "--dir" -> directory = value(arguments, ++i);
                    default -> throw new IllegalArgumentException("unknown argument " + arguments[i] + "; " + USAGE);
                }
            }
            try {
                return new Arguments(command, port, Path.of(directory));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("not a directory's name: " + e.getMessage());
            }
        }

        private static String value(@Nullable String[] arguments, int index) {
            String value = index < arguments.length ? arguments[index] : null;
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(arguments[index - 1] + " needs a value; " + USAGE);
            }
            return value;
        }

        private static int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--port must be between 0 and 65535: " + text);
            }
            throw new IllegalArgumentException("--port must be between 0 and 65535: " + text);
        }
    }
}
