package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCommandTest {
    @TempDir
    private Path directory;

    private Path reference;

    @BeforeEach
    void theReference() throws IOException {
        reference = table("reference.csv", 1, 0, "a");
    }

    /** 1,000 rows: normal numbers moved by some standard deviations, flags and text. */
    private Path table(String name, long seed, double move, String text) throws IOException {
        Random random = new Random(seed);
        String rows = IntStream.range(0, 1000)
                .mapToObj(i -> (random.nextGaussian() + move) + "," + (random.nextInt(10) == 0 ? 1 : 0) + ","
                        + (random.nextBoolean() ? text : "other"))
                .collect(Collectors.joining("\n", "x,flag,word\n", "\n"));
        return Files.writeString(directory.resolve(name), rows);
    }

    private String path(Path file) {
        return file.toString();
    }

    private Cli drift(String command, Path current, String... more) {
        String[] start = {"drift", command, "--reference", path(reference), "--current", path(current)};
        String[] all = new String[start.length + more.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Cli.run(all);
    }

    @Test
    void profilesOfPartsAddUpAndAreCompared() throws IOException {
        Path profile = directory.resolve("profile.json");
        assertThat(Cli.run("drift", "profile", "--reference", path(reference), "--output", path(profile))
                        .code())
                .isZero();
        StoredProfile normal = StoredProfile.read(profile);
        List<String> command = new ArrayList<>(List.of("drift", "merge"));
        for (int i = 0; i < 3; i++) {
            Path part = directory.resolve("part" + i + ".json");
            normal.countCsv(table("part.csv", i, 3, "b"), CsvOptions.defaults()).write(part);
            command.add(path(part));
        }
        Path all = directory.resolve("all.json");
        command.addAll(List.of("-o", path(all)));
        Cli merged = Cli.run(command.toArray(String[]::new));
        assertThat(merged.code()).isZero();
        long rows = StoredProfile.read(all).rows();
        assertThat(merged.err()).contains(rows + " rows of 3 profiles");
        assertThat(rows)
                .isEqualTo(
                        3 * StoredProfile.read(directory.resolve("part0.json")).rows());
        assertThat(Cli.run("drift", "compare", "--profile", path(profile), "--current", path(all))
                        .code())
                .isEqualTo(3);

        Path alone = directory.resolve("alone.json");
        Cli one = Cli.run("drift", "merge", command.get(2), "-o", path(alone));
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(alone).hasSameTextualContentAs(directory.resolve("part0.json"));

        Cli twice = Cli.run("drift", "merge", path(all), path(directory.resolve("./all.json")), "-o", path(all));
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("all.json is given twice");

        Path other = directory.resolve("other.json");
        StoredProfile.of(Profile.builder().number("x", 1, 2).build()).write(other);
        Cli refused = Cli.run("drift", "merge", path(all), path(other), "-o", path(directory.resolve("no.json")));
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("other.json").contains("cannot be merged");
        assertThat(directory.resolve("no.json")).doesNotExist();
    }

    @Test
    void reportWritesEveryForm() throws IOException {
        Path output = directory.resolve("new/drift");
        Cli run = drift(
                "report", table("moved.csv", 2, 3, "b"), "--output", path(output), "--model", "models:/house@champion");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out().strip()).isEqualTo("DRIFTED: 2 of 3 judged columns drifted");
        assertThat(output.resolve("report.html")).content().contains("for models:/house@champion · created 2");
        assertThat(parse(Files.readString(output.resolve("report.json"))))
                .containsEntry("state", "DRIFTED")
                .containsEntry("model", "models:/house@champion")
                .containsKey("created");
        assertThat(output.resolve("summary.md")).content().startsWith("## Drift report: DRIFTED");
        assertThat(output.resolve("junit.xml")).content().contains("<failure type=\"drift\"");
    }

    @Test
    void reportNeedsADirectoryAndAModelThatIsNotBlank() throws IOException {
        assertThat(drift("report", reference).code()).isEqualTo(2);
        Cli blank = drift("report", reference, "--output", path(directory), "--model", " ");
        assertThat(blank.code()).isEqualTo(2);
        assertThat(blank.err()).contains("--model must not be blank");
    }

    @Test
    void runPrintsTheStateAndTheFiguresOfEachColumn() throws IOException {
        Cli run = drift("run", table("moved.csv", 2, 3, "b"), "--metric", "psi,ks", "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(3);
        Map<String, Object> json = parse(run.out());
        assertThat(json).containsOnlyKeys("state", "columns").containsEntry("state", "DRIFTED");
        Map<String, Object> columns = object(json, "columns");
        assertThat(columns.keySet()).containsExactly("x", "flag", "word");
        Map<String, Object> x = object(columns, "x");
        assertThat(x).containsOnlyKeys("state", "psi", "ks").containsEntry("state", "DRIFTED");
        assertThat(object(x, "psi")).containsOnlyKeys("statistic");
        assertThat(number(object(x, "psi"), "statistic")).isGreaterThan(5);
        assertThat(object(x, "ks")).containsOnlyKeys("statistic", "pvalue");
        assertThat(number(object(x, "ks"), "statistic")).isCloseTo(0.866, within(0.03)); // of 3 sd
        assertThat(number(object(x, "ks"), "pvalue")).isLessThan(1e-100);
        assertThat(object(columns, "flag"))
                .containsOnlyKeys("state", "psi", "ks")
                .containsEntry("state", "STABLE");
        assertThat(object(columns, "word")).containsOnlyKeys("state", "psi").containsEntry("state", "DRIFTED");
    }

    @Test
    void runPrintsStatisticsByName() throws IOException {
        Path moved = table("moved.csv", 2, 3, "b");
        Cli run = drift("run", moved, "--metric", "wasserstein,mann_whitney,g,tvd,z", "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(3);
        Map<String, Object> columns = object(parse(run.out()), "columns");
        Map<String, Object> x = object(columns, "x");
        assertThat(x.keySet()).containsExactlyInAnyOrder("state", "wasserstein", "mann_whitney", "tvd");
        assertThat(object(x, "wasserstein")).containsOnlyKeys("statistic");
        assertThat(number(object(x, "wasserstein"), "statistic")).isCloseTo(3, within(0.2));
        assertThat(object(x, "mann_whitney")).containsOnlyKeys("statistic", "pvalue", "vargha_delaney_a");
        assertThat(number(object(x, "mann_whitney"), "vargha_delaney_a")).isGreaterThan(0.95);
        assertThat(object(columns, "flag")).containsKeys("g", "z", "tvd", "wasserstein");
        assertThat(object(columns, "word").keySet()).containsExactlyInAnyOrder("state", "g", "tvd");

        assertThat(drift("run", moved, "--metric", "wassertein").code()).isEqualTo(2);
    }

    /** The rows of a table as a prediction log has them. */
    private Path log(Path csv) throws IOException {
        Path log = Files.createDirectories(directory.resolve("log"));
        StringBuilder lines = new StringBuilder("{\"kind\":\"start\",\"format_version\":1}\n");
        for (String row : Files.readAllLines(csv).subList(1, 1001)) {
            String[] values = row.split(",", -1);
            lines.append("{\"kind\":\"prediction\",\"inputs\":{\"x\":")
                    .append(values[0])
                    .append(",\"flag\":")
                    .append(values[1])
                    .append(",\"word\":\"")
                    .append(values[2])
                    .append("\"},\"output\":{\"value\":1}}\n");
        }
        try (OutputStream out = new GZIPOutputStream(
                Files.newOutputStream(log.resolve("predictions-20260301T120000Z-0123456789ab-000001.jsonl.gz")))) {
            out.write(lines.toString().getBytes(UTF_8));
        }
        return log;
    }

    @Test
    void aPredictionLogIsCurrentData() throws IOException {
        Path moved = table("moved.csv", 2, 3, "b");
        Path log = log(moved);
        Cli ofCsv = drift("run", moved);
        assertThat(ofCsv.code()).isEqualTo(3);
        try (Stream<Path> files = Files.list(log)) {
            assertThat(drift("run", files.findFirst().orElseThrow()).out()).isEqualTo(ofCsv.out());
        }
        assertThat(drift("run", log).out()).isEqualTo(ofCsv.out());

        Path lines = Files.writeString(
                directory.resolve("moved.jsonl"),
                Files.readAllLines(moved).stream()
                        .skip(1)
                        .map(row -> row.split(",", -1))
                        .map(row -> "{\"x\":" + row[0] + ",\"flag\":" + row[1] + ",\"word\":\"" + row[2] + "\"}\n")
                        .collect(Collectors.joining()));
        assertThat(drift("run", lines).out()).isEqualTo(ofCsv.out());

        Path profile = directory.resolve("profile.json");
        assertThat(Cli.run("drift", "profile", "--reference", path(reference), "--output", path(profile))
                        .code())
                .isZero();
        Cli stored = Cli.run("drift", "run", "--profile", path(profile), "--current", path(log));
        assertThat(stored.code()).isEqualTo(3);
        assertThat(stored.out()).contains("DRIFTED");
    }

    @Test
    void theMetricsThatArePrintedCanBeChosen() throws IOException {
        Cli run = drift("run", table("same.csv", 3, 0, "a"), "--metric", "KS", "--json");

        assertThat(run.code()).isZero();
        Map<String, Object> json = parse(run.out());
        assertThat(json).containsEntry("state", "STABLE");
        assertThat(object(object(json, "columns"), "x")).containsOnlyKeys("state", "ks");
    }

    @Test
    void withoutJsonALineAColumnIsPrinted() throws IOException {
        Cli run = drift("run", table("same.csv", 3, 0, "a"));

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(4);
        assertThat(run.out()).startsWith("STABLE: ").contains("\nx: STABLE, psi statistic ", ", ks pvalue ");
    }

    @Test
    void aShiftIsNotAFailure() throws IOException {
        Cli run = drift("compare", table("shifted.csv", 4, 0.25, "a"));

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("SHIFTED: ");
    }

    @Test
    void compareWritesTheReport() throws IOException {
        Path page = directory.resolve("drift.html");
        Cli run = drift("compare", table("moved.csv", 2, 3, "b"), "--json", "--html", path(page));

        assertThat(run.code()).isEqualTo(3);
        assertThat(parse(run.out()))
                .containsEntry("format", "modelkeel-drift-report")
                .containsEntry("state", "DRIFTED");
        assertThat(page).content(UTF_8).startsWith("<!DOCTYPE html>");
    }

    @Test
    void whatCannotBeJudgedIsCodeFive() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "x,flag,word\n");
        for (String command : new String[] {"compare", "run"}) {
            Cli run = drift(command, empty, "--json", "--ignore", "word");
            assertThat(run.code()).as(command).isEqualTo(5);
            assertThat(parse(run.out())).containsEntry("state", "UNDECIDED");
        }
    }

    @Test
    void aProfileIsComparedWithoutTheData() throws IOException {
        Path profile = directory.resolve("profile.json");
        Cli written = Cli.run("drift", "profile", "--reference", path(reference), "--output", path(profile));
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.err()).contains("1000 rows, 3 columns");
        Files.delete(reference);

        Cli moved = Cli.run(
                "drift", "run", "--profile", path(profile), "--current", path(table("moved.csv", 2, 3, "b")), "--json");
        assertThat(moved.code()).isEqualTo(3);
        assertThat(object(object(parse(moved.out()), "columns"), "x")).containsOnlyKeys("state", "psi", "ks");
        Cli same = Cli.run(
                "drift", "compare", "--profile", path(profile), "--current", path(table("same.csv", 3, 0, "a")));
        assertThat(same.code()).isZero();
        assertThat(same.out()).startsWith("STABLE: ");
    }

    @Test
    void aFileThatIsNotAProfileIsAFailure() throws IOException {
        Cli run = Cli.run("drift", "compare", "--profile", path(reference), "--current", path(reference));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("reference.csv").contains("not valid JSON");
        Cli both = drift("compare", reference, "--profile", path(reference));
        assertThat(both.code()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereIsAFailure() {
        Cli run = drift("run", directory.resolve("nowhere.csv"), "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nowhere.csv");
    }

    @Test
    void aMalformedFileIsAFailure() throws IOException {
        Path ragged = Files.writeString(directory.resolve("ragged.csv"), "x,flag,word\n1,2\n");

        Cli run = drift("run", ragged, "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("line 2").contains("2 fields where the header has 3");
    }

    @Test
    void aWrongCallIsCodeTwo() throws IOException {
        Path current = table("same.csv", 3, 0, "a");
        assertThat(Cli.run("drift").code()).isEqualTo(2);
        assertThat(Cli.run("drift", "run", "--reference", path(reference)).code())
                .isEqualTo(2);
        assertThat(drift("run", current, "--metric", "nonsense").code()).isEqualTo(2);
        assertThat(drift("run", current, "--alpha", "2").code()).isEqualTo(2);
        Cli unknown = drift("run", current, "--ignore", "flagg");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'flagg'").contains("flag");
    }

    @Test
    void theHelpNamesTheExitCodes() {
        Cli help = Cli.run("drift", "run", "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("--metric")
                .contains("psi, ks")
                .containsPattern("3\\s+the data drifted")
                .containsPattern("5\\s+undecided");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String name) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(name), name);
    }

    private static double number(Map<String, Object> json, String name) {
        return (double) Objects.requireNonNull(json.get(name), name);
    }

    private static Map<String, Object> parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            Map<String, Object> json = members(parser);
            assertThat(parser.nextToken()).isNull();
            return json;
        }
    }

    /** Objects as maps; of arrays nothing. */
    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            switch (parser.nextToken()) {
                case START_OBJECT -> members.put(name, members(parser));
                case START_ARRAY -> parser.skipChildren();
                case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> members.put(name, parser.getDoubleValue());
                case VALUE_NULL -> members.put(name, null);
                default -> members.put(name, parser.getText());
            }
        }
        return members;
    }

    @Test
    void aModelThatWasLoggedWithItsProfileIsTheReference() throws IOException {
        String uri = "local:" + directory.resolve("store");
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        StoredProfile profile = StoredProfile.of(Profile.ofCsv(reference));
        String run;
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open("houses", config);
                Run training = tracker.startRun("one")) {
            ModelOptions options = ModelOptions.defaults().withProfile(profile.toJson());
            LoggedModel logged = training.logModel("house", Houses::linear, options);
            registry.setAlias(registry.register("house", logged), "champion");
            registry.setAlias(registry.register("plain", training.logModel("plain", Houses::linear)), "champion");
            training.logProfile(profile.toJson());
            run = training.id();
            training.finish();
        }
        Path moved = table("moved.csv", 2, 3, "b");
        Cli expected = drift("compare", moved);
        for (String address :
                new String[] {"models:/house@champion", "models:/house/1", "runs:/" + run + "/profile.json"}) {
            Cli cli = ofModel(address, uri, moved);
            assertThat(cli.err()).as(address).isEmpty();
            assertThat(cli.code()).as(address).isEqualTo(3);
            assertThat(cli.out().lines().findFirst())
                    .isEqualTo(expected.out().lines().findFirst());
        }
        Cli predicted = Cli.withInput(
                "{\"sqft\":3000,\"area\":\"south\",\"pool\":false}",
                "predict",
                "--tracking-uri",
                uri,
                "--model",
                "models:/house@champion",
                "--input",
                "-");
        assertThat(predicted.out()).as("the model with a profile predicts").isEqualTo("{\"value\":501.0}\n");

        Cli without = ofModel("models:/plain@champion", uri, moved);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err())
                .startsWith("modelkeel: --reference models:/plain@champion: ")
                .contains("no profile.json among the model's files")
                .hasLineCount(1);
        assertThat(ofModel("models:/house@nobody", uri, moved).code()).isEqualTo(1);
        assertThat(ofModel("models:/house", uri, moved).code()).isEqualTo(2);
        Cli report = Cli.run(
                "drift",
                "report",
                "--reference",
                "models:/house@champion",
                "--tracking-uri",
                uri,
                "--current",
                path(moved),
                "--output",
                path(directory.resolve("report")));
        assertThat(report.code()).isEqualTo(3);
        assertThat(directory.resolve("report/report.html")).content().contains("for models:/house@champion");
    }

    /** The model of {@link Houses} weighs the area 3,000 times as much as a square foot, of which all moved. */
    @Test
    void columnsWeighByTheirImportanceToTheModel() throws IOException {
        String rows = IntStream.range(0, 400)
                .mapToObj(i -> i * 7 % 400 + "," + (i % 2 == 0 ? "north" : "south") + "," + i % 3)
                .collect(Collectors.joining("\n", "sqft,area,sold\n", "\n"));
        reference = Files.writeString(directory.resolve("houses.csv"), rows);
        Path moved = Files.writeString(
                directory.resolve("today.csv"),
                rows.replaceAll("(?m)^([0-9]+),", "9$1,").replaceAll("(?m),[0-9]$", ",7"));
        String uri = "local:" + directory.resolve("store");
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        ModelOptions options = ModelOptions.defaults()
                .withProfile(StoredProfile.of(Profile.ofCsv(reference)).toJson());
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open("houses", config);
                Run training = tracker.startRun("one")) {
            registry.setAlias(
                    registry.register("house", training.logModel("house", Houses::linear, options)), "champion");
            registry.setAlias(
                    registry.register("other", training.logModel("other", DriftCommandTest::ofAnotherKind, options)),
                    "champion");
            training.finish();
        }
        String[] ofHouse = {"--reference", "models:/house@champion", "--tracking-uri", uri, "--ignore", "sold"};
        assertThat(share(moved, ofHouse)).isLessThan(0.001);
        assertThat(Cli.run(command("compare", moved, ofHouse)).code()).isZero();
        assertThat(share(moved, with(ofHouse, "--equal-weights"))).isEqualTo(0.5);
        assertThat(Cli.run(command("compare", moved, with(ofHouse, "--equal-weights")))
                        .code())
                .isEqualTo(3);
        String[] bySignature = {
            "--reference",
            path(reference),
            "--signature",
            path(Houses.linear(Files.createDirectory(directory.resolve("model"))))
        };
        assertThat(share(moved, bySignature))
                .as(
                        "of sqft, next to nothing, area, and sold, of which the model knows nothing and which counts as an average")
                .isBetween(0.3, 0.34);
        Cli other = Cli.run(command("compare", moved, "--reference", "models:/other@champion", "--tracking-uri", uri));
        assertThat(other.code()).as(other.err()).isEqualTo(3);
        assertThat(other.err())
                .startsWith("modelkeel: all columns count the same, as the model of --reference cannot be read: ")
                .hasLineCount(1);
    }

    private static void ofAnotherKind(Path files) throws IOException {
        Files.writeString(files.resolve("MLmodel"), "flavors:\n  spacy:\n    data: model.spacy\n");
    }

    private double share(Path current, String... options) throws IOException {
        Cli cli = Cli.run(command("compare", current, with(options, "--json")));
        assertThat(cli.err()).isEmpty();
        Object share = Objects.requireNonNull(parse(cli.out()).get("drift_share"));
        return (double) share;
    }

    private static String[] with(String[] options, String more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    private String[] command(String name, Path current, String... options) {
        return Stream.concat(Stream.of("drift", name, "--current", path(current)), Stream.of(options))
                .toArray(String[]::new);
    }

    /** The model of {@link Houses} has sqft and age (numbers), area (text) and pool (boolean). */
    @Test
    void theSignatureOfAModelSaysWhatTheColumnsAre() throws IOException {
        Path model = Houses.linear(Files.createDirectory(directory.resolve("model")));
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> i + ",00" + i % 5 + "," + i % 2)
                .collect(Collectors.joining("\n", "sqft,area,pool\n", "\n"));
        reference = Files.writeString(directory.resolve("houses.csv"), rows);
        Path today = Files.writeString(
                directory.resolve("today.csv"),
                rows.replaceAll(",1\n", ",True\n").replaceAll(",0\n", ",false\n"));
        Cli inferred = drift("run", today, "--json");
        assertThat(inferred.out()).contains("\"sqft\":{\"state\":\"NOT_SCORED\"");
        Cli bySignature = drift("run", today, "--json", "--signature", path(model));
        assertThat(bySignature.err()).isEmpty();
        assertThat(bySignature.out())
                .contains("\"sqft\":{\"state\":\"STABLE\"")
                .contains("\"area\":{\"state\":\"STABLE\",\"psi\":{\"statistic\":0.0}}")
                .contains("\"pool\":{\"state\":\"STABLE\",\"psi\":{\"statistic\":0.0}}");

        Path profile = directory.resolve("profile.json");
        Cli made = Cli.run(
                "drift",
                "profile",
                "--reference",
                path(reference),
                "--signature",
                path(model),
                "--output",
                path(profile));
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(StoredProfile.read(profile).schema().columns())
                .containsExactly(
                        Map.entry("sqft", Schema.Kind.NUMBER),
                        Map.entry("area", Schema.Kind.CATEGORY),
                        Map.entry("pool", Schema.Kind.BOOLEAN));
        Cli both = Cli.run(
                "drift", "run", "--profile", path(profile), "--current", path(today), "--signature", path(model));
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("a profile has its own schema");
        Cli absent = drift("run", today, "--signature", path(directory.resolve("nowhere")));
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err()).contains("nowhere: no such directory");
    }

    @Test
    void kindsOfColumnsAreDeclared() throws IOException {
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> i + ",00" + i % 5 + "," + "SML".charAt(i % 3) + "," + i % 4)
                .collect(Collectors.joining("\n", "sqft,zip,size,rooms\n", "\n"));
        reference = Files.writeString(directory.resolve("houses.csv"), rows);
        Path today = Files.writeString(directory.resolve("today.csv"), rows.replace(",3\n", ",2.5\n"));
        String[] kinds = {"--kind", "sqft=number", "--kind", "zip=category", "--kind", "size=ordered:S < M < L"};
        Cli declared = drift(
                "run",
                today,
                Stream.concat(Stream.of("--json", "--kind", "rooms=integer"), Stream.of(kinds))
                        .toArray(String[]::new));
        assertThat(declared.err()).isEmpty();
        assertThat(declared.out())
                .contains("\"sqft\":{\"state\":\"STABLE\"", "\"zip\":{\"state\":\"STABLE\"")
                .contains("\"size\":{\"state\":\"STABLE\"", "\"rooms\":{\"state\":\"DRIFTED\"");
        assertThat(drift("run", today, "--json").out()).contains("\"sqft\":{\"state\":\"NOT_SCORED\"");

        Path profile = directory.resolve("profile.json");
        Cli made = Cli.run(Stream.concat(
                        Stream.of("drift", "profile", "--reference", path(reference), "--output", path(profile)),
                        Stream.of(kinds))
                .toArray(String[]::new));
        assertThat(made.code()).as(made.err()).isZero();
        Schema schema = StoredProfile.read(profile).schema();
        assertThat(schema.columns())
                .containsExactly(
                        Map.entry("sqft", Schema.Kind.NUMBER),
                        Map.entry("zip", Schema.Kind.CATEGORY),
                        Map.entry("size", Schema.Kind.ORDERED),
                        Map.entry("rooms", Schema.Kind.NUMBER));
        assertThat(schema.order("size")).containsExactly("S", "M", "L");
        assertThat(Files.readString(profile)).as("zip keeps its zeros").contains("\"value\":\"004\"");
        Cli both =
                Cli.run("drift", "run", "--profile", path(profile), "--current", path(today), "--kind", "zip=category");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--kind goes with the data of a reference");
    }

    @Test
    void aKindThatIsNotOneIsRefused() {
        assertKindRefused("word", "'word' is not COLUMN=KIND");
        assertKindRefused(
                "word=number,word", "column 'word' cannot be 'number,word'; kinds are number, integer, boolean");
        assertKindRefused("word=unknown", "column 'word' cannot be 'unknown'");
        assertKindRefused("word=ordered", "column 'word' cannot be 'ordered'");
        assertKindRefused("word=ordered:a", "column 'word': an order has two or more different categories");
        assertKindRefused("wrod=category", "the reference has no column 'wrod'");
        Cli twice = drift("run", reference, "--kind", "word=text", "--kind", "word=category");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("--kind: column 'word' is given twice");
    }

    private void assertKindRefused(String kind, String message) {
        Cli refused = drift("run", reference, "--kind", kind);
        assertThat(refused.code()).as(kind).isEqualTo(2);
        assertThat(refused.err()).contains("--kind: ").contains(message);
    }

    @Test
    void theAgeOfDatesIsCountedFromWhenTheDataWereTaken() throws IOException {
        String rows = IntStream.range(0, 900)
                .mapToObj(i -> LocalDate.of(2026, 10, 31).minusDays(i % 90).toString())
                .collect(Collectors.joining("\n", "day\n", "\n"));
        reference = Files.writeString(directory.resolve("days.csv"), rows);
        Path profile = directory.resolve("profile.json");
        Cli made = Cli.run(
                "drift",
                "profile",
                "--reference",
                path(reference),
                "--output",
                path(profile),
                "--taken-at",
                "2026-11-01");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(StoredProfile.read(profile).takenAt()).hasValue(Instant.parse("2026-11-01T00:00:00Z"));
        String[] stale = {"--taken-at", "2026-12-10T06:00+01:00"};
        String[] sameDay = {"--taken-at", "2026-11-01T06:00Z"};
        String[] byProfile = {"--profile", path(profile)};
        String[] byData = {"--reference", path(reference), "--reference-taken-at", "2026-11-01"};
        for (String[] normal : List.of(byProfile, byData)) {
            assertThat(Cli.run(command("run", reference, both(normal, stale))).code())
                    .isEqualTo(3);
            assertThat(Cli.run(command("run", reference, both(normal, sameDay))).code())
                    .isZero();
            assertThat(Cli.run(command("run", reference, normal)).code()).isZero();
        }
        Cli wrong = Cli.run(command("run", reference, both(byProfile, new String[] {"--taken-at", "yesterday"})));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--taken-at", "'yesterday' is neither a day nor a time with its zone");
    }

    private static String[] both(String[] some, String[] more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void thePredictionsOfALogAreAColumn() throws IOException {
        Path log = log(reference);
        Path file = log.resolve("predictions-20260301T120000Z-0123456789ab-000001.jsonl.gz");
        Files.delete(file);
        String line = "{\"kind\":\"prediction\",\"inputs\":{\"x\":0.5},\"output\":{\"value\":%d}}\n";
        Files.writeString(
                log.resolve("predictions-20260301T120000Z-0123456789ab-000002.jsonl"),
                IntStream.range(0, 500).mapToObj(i -> line.formatted(100 + i)).collect(Collectors.joining()));
        reference = Files.writeString(
                directory.resolve("scored.csv"),
                IntStream.range(0, 500)
                        .mapToObj(i -> "0.5," + (i * 7 % 500) + "\n")
                        .collect(Collectors.joining("", "x,price\n", "")));
        Cli cli = drift("run", log, "--json", "--prediction", "price");
        assertThat(cli.out()).contains("\"price\":{\"state\":\"DRIFTED\"").contains("\"x\":{\"state\":\"STABLE\"");
        Cli without = drift("run", log, "--json");
        assertThat(without.out()).as("the log's inputs alone").contains("\"price\":{\"state\":\"DRIFTED\"}");
        Cli noLog = drift("run", reference, "--prediction", "price");
        assertThat(noLog.code()).isEqualTo(2);
        assertThat(noLog.err()).contains("--prediction needs a prediction log in --current");
        Cli twice = drift("run", log, "--prediction", "x");
        assertThat(twice.code()).isEqualTo(1);
        assertThat(twice.err()).contains("the input 'x' has the name of the prediction");
    }

    private Cli ofModel(String address, String uri, Path current) {
        return Cli.run("drift", "compare", "--reference", address, "--tracking-uri", uri, "--current", path(current));
    }
}
