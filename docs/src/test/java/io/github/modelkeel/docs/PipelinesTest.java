package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.RunInfo;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelinesTest {
    @TempDir
    Path directory;

    @Test
    void aRunSaysWhatItReadByDvcsDigest() throws IOException {
        Path customers = Files.writeString(directory.resolve("customers.csv"), "tenure,Churn\r\n3,Yes\r\n");
        Path lock = Files.writeString(directory.resolve("dvc.lock"), """
                schema: '2.0'
                stages:
                  train:
                    cmd: java -jar train.jar
                    deps:
                    - path: images
                      hash: md5
                      md5: d751713988987e9331980363e24189ce.dir
                      size: 0
                      nfiles: 0
                """);
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("with-dvc")) {
            // region log-dvc
            run.logDataset(Dataset.ofDvc("customers", customers), "training"); // a file or directory that is here
            run.logDataset(Dataset.ofDvcFile("images", lock, "images"), "training"); // what DVC has written down of it
            // endregion
            run.finish();
            assertThat(tracker.runs().get(run.id()).inputs())
                    .extracting(RunInfo.Input::dataset)
                    .extracting(Dataset::digest)
                    .contains("d751713988987e9331980363e24189ce.dir")
                    .anyMatch(digest -> digest.matches("[0-9a-f]{32}"));
        }
    }
}
