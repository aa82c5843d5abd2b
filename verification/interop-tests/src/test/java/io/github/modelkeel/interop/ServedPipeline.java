package io.github.modelkeel.interop;

import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import java.io.IOException;
import java.nio.file.Path;

/** A process that serves the model of a directory at a port, until it is ended; for {@link HttpServersSpeed}. */
public final class ServedPipeline {
    private ServedPipeline() {}

    /**
     * Serves.
     *
     * @param args the directory, the port
     * @throws IOException if the port cannot be had
     * @throws InterruptedException never, as no thread does so
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (Predictor house = Predictor.load(Path.of(args[0]).toUri().toString());
                ScoringServer server = ScoringServer.start(
                        ScoringApi.builder().model("house", house).build(), Integer.parseInt(args[1]))) {
            System.out.println(server.uri());
            Thread.currentThread().join();
        }
    }
}
