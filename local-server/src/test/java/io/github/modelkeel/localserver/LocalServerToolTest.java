package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        ToolProvider tool = ServiceLoader.load(ToolProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals("modelkeel-local-server"))
                .findFirst()
                .orElseThrow();
        return tool.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void usersOfADirectoryShareOneServerUntilTheLastIsGone(@TempDir Path directory) throws IOException {
        assertThat(run("start", "--dir", directory.toString())).isZero();
        String address = out.toString();
        assertThat(address).matches("http://127\\.0\\.0\\.1:[0-9]+\\R");
        URI uri = URI.create(address.strip());
        assertThat(run("start", "--dir", directory.resolve("x/..").toString().replace("x/..", ".")))
                .isZero();
        assertThat(out.toString()).isEqualTo(address);
        assertThat(run("stop", "--dir", directory.toString())).isZero();
        assertThat(new Http(uri).get("/health").text()).isEqualTo("OK");
        assertThat(run("stop", "--dir", directory.toString())).isZero();
        assertThat(listens(uri)).isFalse();
        assertThat(run("stop", "--dir", directory.toString())).as("once more").isZero();
    }

    private static boolean listens(URI uri) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 2_000);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    @Test
    void aFailureIsOneLineAndAStatus(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(run("start", "--dir", file.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("modelkeel-local-server: cannot use the directory ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownArgumentsAreReportedWithTheUsage() {
        for (String[] arguments :
                new String[][] {{"--prot", "1"}, {"--port"}, {"--port", "x"}, {"--port", "70000"}, {"--dir"}}) {
            assertThat(run(arguments)).isEqualTo(1);
            assertThat(err.toString().lines()).hasSize(1);
        }
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("usage: modelkeel-local-server");
    }
}
