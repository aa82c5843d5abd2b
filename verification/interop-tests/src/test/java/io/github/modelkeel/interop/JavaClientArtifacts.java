package io.github.modelkeel.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mlflow.api.proto.Service.FileInfo;
import org.mlflow.tracking.MlflowClient;

/**
 * Sends artifacts with MLflow's Java client and gets them back. A program of its own, because that client finds its Python in an
 * environment variable. Arguments: the server's address and an empty directory.
 */
final class JavaClientArtifacts {
    /** The last line of a run in which everything was as it should be. */
    static final String PASSED = "artifacts came back as they were sent";

    private JavaClientArtifacts() {}

    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[1]);
        Path folder = Files.createDirectories(work.resolve("folder/deep er"));
        byte[] content = new byte[70_000];
        content[1] = (byte) 0xC3;
        Files.write(folder.resolve("ü.bin"), content);
        Path note = Files.writeString(work.resolve("note.txt"), "a\r\nb");
        try (MlflowClient client = new MlflowClient(arguments[0])) {
            String run =
                    client.createRun(client.createExperiment("java-artifacts")).getRunId();
            client.logArtifact(run, note.toFile());
            client.logArtifacts(run, work.resolve("folder").toFile(), "all");
            List<String> listed =
                    client.listArtifacts(run).stream().map(FileInfo::getPath).toList();
            require(listed.equals(List.of("all", "note.txt")), "listed " + listed);
            File back = client.downloadArtifacts(run, "all");
            require(
                    Arrays.equals(content, Files.readAllBytes(back.toPath().resolve("deep er/ü.bin"))),
                    "the file in the folder came back changed");
            require(
                    Files.readString(client.downloadArtifacts(run, "note.txt").toPath())
                            .equals("a\r\nb"),
                    "the file came back changed");
        }
        System.out.println(PASSED);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
