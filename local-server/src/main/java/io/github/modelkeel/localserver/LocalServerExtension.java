package io.github.modelkeel.localserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that gives tests an empty server of their own, and removes its data afterwards. Not thread-safe:
 * not for tests of one class that run at the same time.
 *
 * <p>With {@code @ExtendWith(LocalServerExtension.class)}, or in a static field with {@code @RegisterExtension}, all
 * tests of a class share one server. In an instance field with {@code @RegisterExtension}, every test has a new one. A
 * test asks for it as a parameter of type {@link LocalServer}, or through the field.
 *
 * <pre>{@code
 * @ExtendWith(LocalServerExtension.class)
 * class TrainingTest {
 *     @Test
 *     void logsARun(LocalServer server) {
 *         train(server.uri());
 *     }
 * }
 * }</pre>
 */
public final class LocalServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Deque<LocalServer> servers = new ArrayDeque<>();
    private @Nullable LocalServer ofTest;

    /** Makes the extension; JUnit starts the server. */
    public LocalServerExtension() {}

    /**
     * {@return the server of the test that runs}
     *
     * @throws IllegalStateException if no test runs
     */
    public LocalServer server() {
        LocalServer server = servers.peek();
        if (server == null) {
            throw new IllegalStateException("the server runs only while a test does");
        }
        return server;
    }

    /**
     * The base address of the server of the test that runs.
     *
     * @return {@code http://127.0.0.1:PORT}
     * @throws IllegalStateException if no test runs
     */
    public URI uri() {
        return server().uri();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        servers.push(start());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(servers.pop());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (servers.isEmpty()) {
            ofTest = start();
            servers.push(ofTest);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (ofTest != null) {
            stop(servers.pop());
            ofTest = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }

    private static LocalServer start() {
        try {
            return LocalServer.start(Files.createTempDirectory("modelkeel-server-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(LocalServer server) {
        server.close();
        try (Stream<Path> tree = Files.walk(server.directory())) {
            List<Path> all = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the data of the test server", e);
        }
    }
}
