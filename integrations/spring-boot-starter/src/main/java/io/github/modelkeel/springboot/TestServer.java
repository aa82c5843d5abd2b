package io.github.modelkeel.springboot;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The embedded server of a test, with a directory of its own. */
final class TestServer implements AutoCloseable {
    private final Path directory;
    private final LocalServer server;

    private TestServer(Path directory) {
        this.directory = directory;
        this.server = LocalServer.start(directory.resolve("data"));
    }

    static TestServer start(List<ModelkeelTest.Model> models) {
        try {
            TestServer server = new TestServer(Files.createTempDirectory("modelkeel-test-"));
            try {
                if (!models.isEmpty()) {
                    server.register(models);
                }
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the server of the test", e);
        }
    }

    private void register(List<ModelkeelTest.Model> models) {
        ClientConfig config = ClientConfig.builder()
                .trackingUri(uri())
                .registryUri(uri())
                .cacheDirectory(cache())
                .build();
        try (Tracker tracker = Tracker.open("test", config);
                Run run = tracker.startRun("models");
                Registry registry = Registry.open(config)) {
            for (ModelkeelTest.Model model : models) {
                Path files = Path.of(model.directory());
                if (!Files.isDirectory(files)) {
                    throw new IllegalArgumentException("@ModelkeelTest: the model " + model.name()
                            + " should be in the directory " + files.toAbsolutePath() + ", which does not exist");
                }
                registry.setAlias(
                        registry.register(
                                model.name(),
                                run.logModel(
                                        model.name(), directory -> FileSystemUtils.copyRecursively(files, directory))),
                        model.alias());
            }
            run.finish();
        }
    }

    String uri() {
        return server.uri().toString();
    }

    Path cache() {
        return directory.resolve("cache");
    }

    @Override
    public void close() {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ", the data of the test's server", e);
        }
    }
}
