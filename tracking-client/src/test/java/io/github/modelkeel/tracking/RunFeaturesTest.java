package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.client.ResourceNotFoundException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run can do beyond values and files, against the embedded server. */
class RunFeaturesTest {
    @TempDir
    private Path data = Path.of("");

    @TempDir
    private Path work = Path.of("");

    private Tracker tracker;
    private Run run;

    @BeforeEach
    void open() {
        tracker = Tracker.open(
                "features",
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build());
        run = tracker.startRun("run");
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    private String text(String artifact) throws IOException {
        return Files.readString(run.artifacts().download(artifact, work));
    }

    private JsonValue json(String artifact) throws IOException {
        return Json.parse(text(artifact).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRunThatHasEndedIsTaggedAndStaysEnded() {
        run.setTag("team", "ml");
        run.finish();
        tracker.runs().setTag(run.id(), "refused", "too slow");
        tracker.runs().setTag(run.id(), "team", "data");
        RunInfo tagged = tracker.runs().get(run.id());
        assertThat(tagged.tags()).containsEntry("refused", "too slow").containsEntry("team", "data");
        assertThat(tagged.status()).isEqualTo(RunStatus.FINISHED);
        assertThatIllegalArgumentException().isThrownBy(() -> tracker.runs().setTag(run.id(), "a\nb", "x"));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> tracker.runs().setTag("0".repeat(32), "a", "x"));
    }

    @Test
    void aMapIsLoggedAsJsonOrYamlByTheEndingOfItsFile() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rate", 1e-10);
        document.put("big", 1e21);
        document.put("yes", "yes");
        document.put("day", LocalDate.of(2026, 1, 2));
        document.put("list", new int[] {1, 2});
        document.put("none", null);
        document.put("nested", Map.of("ü", List.of(true)));
        document.put("nan", Double.NaN);

        run.artifacts().logDict(document, "conf/a.json");
        run.artifacts().logDict(document, "conf/a.yaml");

        JsonValue json = json("conf/a.json");
        assertThat(json.path("rate").doubleValue()).isEqualTo(1e-10);
        assertThat(json.path("list").toString()).isEqualTo("[1,2]");
        assertThat(json.path("none").isNull()).isTrue();
        assertThat(json.path("nested").path("ü").path(0).asBoolean()).isTrue();
        assertThat(json.path("nan").textValue()).isEqualTo("NaN");
        assertThat(json.path("day").textValue()).isEqualTo("2026-01-02");
        assertThat(text("conf/a.yaml").lines())
                .containsExactly(
                        "rate: 1.0e-10",
                        "big: 1.0e+21",
                        "'yes': 'yes'",
                        "day: '2026-01-02'",
                        "list:",
                        "  - 1",
                        "  - 2",
                        "none: null",
                        "nested:",
                        "  'ü':",
                        "    - true",
                        "nan: .nan");
    }

    @Test
    void aTableIsAppendedToAndListedOnceInMlflowsTag() throws IOException {
        Map<String, List<?>> first = new LinkedHashMap<>();
        first.put("q", List.of("a", "b"));
        first.put("score", Arrays.asList(0.5, Double.NaN));
        run.artifacts().logTable(first, "eval/t.json");
        run.artifacts().logTable(Map.of("score", List.of(2), "more", List.of(true)), "eval/t.json");
        run.artifacts().logTable(Map.of("x", List.of(1)), "other.json");

        JsonValue table = json("eval/t.json");
        assertThat(table.path("columns")).hasSize(3);
        assertThat(table.path("columns").path(0).asText()).isEqualTo("q");
        assertThat(table.path("data").path(0).toString()).isEqualTo("[\"a\",0.5,null]");
        assertThat(table.path("data").path(1).toString()).isEqualTo("[\"b\",null,null]");
        assertThat(table.path("data").path(2).toString()).isEqualTo("[null,2,true]");
        assertThat(tracker.runs().get(run.id()).tags())
                .containsEntry(
                        "mlflow.loggedArtifacts",
                        "[{\"path\": \"eval/t.json\", \"type\": \"table\"}, {\"path\": \"other.json\", \"type\": \"table\"}]");
    }

    @Test
    void whatIsNotATableIsRefusedAndNothingIsSent() {
        assertThatIllegalArgumentException().isThrownBy(() -> run.artifacts().logTable(Map.of(), "t.json"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().logTable(Map.of("x", List.of(1)), "t.parquet"))
                .withMessageContaining(".json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().logTable(Map.of("x", List.of(1)), "a[1].json"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().logTable(Map.of("x", List.of(1), "y", List.of(1, 2)), "t.json"));
        run.artifacts().logText("[1]", "no-table.json");
        assertThat(run.artifacts().list(""))
                .extracting(Artifacts.Artifact::path)
                .containsExactly("no-table.json");
    }

    private static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, i * 2654435 & 0xffffff);
        }
        return image;
    }

    @Test
    void anImageOfASeriesHasMlflowsNameASmallCopyAndATag() throws IOException {
        run.artifacts().logImage(image(600, 300), "dogs/brown", 3, 1_700_000_000_000L);

        List<String> names = run.artifacts().list("images").stream()
                .map(Artifacts.Artifact::path)
                .sorted()
                .toList();
        assertThat(names).hasSize(2);
        String id = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertThat(names.get(0))
                .matches("images/dogs~brown\\+step\\+3\\+timestamp\\+1700000000000\\+" + id + "\\+compressed\\.webp");
        assertThat(names.get(1)).isEqualTo(names.get(0).replace("+compressed.webp", ".png"));
        BufferedImage sent =
                ImageIO.read(run.artifacts().download(names.get(1), work).toFile());
        assertThat(sent.getWidth()).isEqualTo(600);
        assertThat(sent.getRGB(17, 29)).isEqualTo(image(600, 300).getRGB(17, 29));
        byte[] small = Files.readAllBytes(run.artifacts().download(names.get(0), work));
        assertThat(new String(small, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(new String(small, 8, 8, StandardCharsets.US_ASCII)).isEqualTo("WEBPVP8L");
        assertThat(tracker.runs().get(run.id()).tags()).containsEntry("mlflow.loggedImages", "True");
    }

    @Test
    void figuresAndImagesGoWhereTheyAreSent() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image(3, 2), "png", png);
        run.artifacts().logFigure(png.toByteArray(), "plots/a.png");
        run.artifacts().logFigure(image(5, 4), "plots/b.png");
        run.artifacts().logFigure("<svg xmlns='http://www.w3.org/2000/svg'/>", "plots/c.svg");
        run.artifacts().logImage(image(7, 6), "plots/d.jpg");

        assertThat(run.artifacts().list("plots"))
                .extracting(Artifacts.Artifact::path)
                .containsExactly("plots/a.png", "plots/b.png", "plots/c.svg", "plots/d.jpg");
        assertThat(ImageIO.read(run.artifacts().download("plots/b.png", work).toFile())
                        .getWidth())
                .isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().logFigure(png.toByteArray(), "plots/a.jpg"));
        assertThatIllegalArgumentException().isThrownBy(() -> run.artifacts().logFigure("not", "plots/a.svg"));
        assertThatIllegalArgumentException().isThrownBy(() -> run.artifacts().logImage(image(1, 1), "x.heic"));
        assertThatIllegalArgumentException().isThrownBy(() -> run.artifacts().logImage(image(1, 1), "a:b", 0));
    }

    @Test
    void imagesInATableAreSentAndTheTableSaysWhere() throws IOException {
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("q", List.of("a", "b"));
        columns.put("shot", List.of(image(4, 4), image(8, 2)));
        run.artifacts().logTable(columns, "shots.json");

        JsonValue cell = json("shots.json").path("data").path(1).path(1);
        assertThat(cell.path("type").asText()).isEqualTo("image");
        assertThat(ImageIO.read(run.artifacts()
                                .download(cell.path("filepath").asText(), work)
                                .toFile())
                        .getWidth())
                .isEqualTo(8);
        assertThat(run.artifacts().download(cell.path("compressed_filepath").asText(), work))
                .isNotEmptyFile();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().logTable(Map.of("x", List.of(image(1, 1), "no image")), "t.json"));
    }

    @Test
    void artifactsAreListedAndFetchedAsFilesAndTrees() throws IOException {
        run.artifacts().logText("1", "a.txt");
        run.artifacts().logText("22", "d/b.txt");
        run.artifacts().logText("333", "d/e f/ü.txt");

        assertThat(run.artifacts().list(""))
                .containsExactly(new Artifacts.Artifact("a.txt", false, 1), new Artifacts.Artifact("d", true, 0));
        assertThat(tracker.runs().listArtifacts(run.id(), "d"))
                .containsExactly(new Artifacts.Artifact("d/b.txt", false, 2), new Artifacts.Artifact("d/e f", true, 0));
        assertThat(run.artifacts().list("none")).isEmpty();
        Path all = tracker.runs().downloadArtifacts(run.id(), "", work.resolve("all"));
        assertThat(all.resolve("d/e f/ü.txt")).hasContent("333");
        assertThat(run.artifacts().download("d", work)).isEqualTo(work.resolve("d"));
        assertThat(work.resolve("d/b.txt")).hasContent("22");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> run.artifacts().download("none.txt", work));
        assertThatIllegalArgumentException().isThrownBy(() -> run.artifacts().download("../x", work));
    }

    @Test
    void inputsOutputsAndNotesAreReadBack() {
        LoggedModel model = run.logModel("house", directory -> Files.writeString(directory.resolve("x"), "1"));
        Dataset train = Dataset.ofColumns("train", Map.of("sqft", List.of(1, 2)));
        Dataset test = Dataset.ofColumns("test", Map.of("sqft", List.of(3)));
        try (Run other = tracker.startRun("other")) {
            other.logInputs(
                    List.of(new RunInfo.Input(train, "training"), new RunInfo.Input(test, "")),
                    List.of(model.modelId()));
            other.setDescription("# what\nand why");
            RunInfo info = tracker.runs().get(other.id());
            assertThat(info.inputs())
                    .containsExactlyInAnyOrder(new RunInfo.Input(train, "training"), new RunInfo.Input(test, ""));
            assertThat(info.modelInputs()).containsExactly(model.modelId());
            assertThat(info.tags()).containsEntry("mlflow.note.content", "# what\nand why");
        }
        assertThat(tracker.runs().get(run.id()).modelOutputs()).isEqualTo(Map.of(model.modelId(), 0L));
    }
}
