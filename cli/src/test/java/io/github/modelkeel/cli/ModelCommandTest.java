package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
    private static final Path PYTHON = Path.of("../model/boosters/src/test/resources/python-models");

    @TempDir
    Path directory;

    @Test
    void verifyReplaysTheStoredRows() throws IOException {
        Path model = Houses.linear(directory);
        assertThat(Cli.run("model", "verify", "--model", model.toString()))
                .isEqualTo(new Cli(0, "ok: 2 stored predictions, bit for bit\n", ""));
        Path json = model.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"intercept\" : 0.0", "\"intercept\" : 1e-9"));
        Cli changed = Cli.run("model", "verify", "--model", model.toString());
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).isEmpty();
        assertThat(changed.err())
                .contains("for row 0 the model gives", "not the expected")
                .hasLineCount(1);
    }

    @Test
    void verifyPredictsTheInputExampleOfAPythonModel() throws IOException {
        Path model = directory.resolve("python");
        Files.createDirectories(model);
        for (String file : new String[] {"MLmodel", "model.ubj"}) {
            Files.copy(PYTHON.resolve("xgb-softprob").resolve(file), model.resolve(file));
        }
        assertThat(Cli.run("model", "verify", "--model", model.toString()).out())
                .isEqualTo("ok: the model can be read; there are neither stored predictions nor an input example\n");
        Path example = model.resolve("serving_input_example.json");
        Files.writeString(
                example,
                "{\"dataframe_split\": {\"columns\": [\"a\", \"b\", \"c\", \"k\"], \"data\": [[0.4, 1.5, null, 4]]}}");
        assertThat(Cli.run("model", "verify", "--model", model.toString()).out())
                .startsWith("ok: the model predicts the 1 rows of serving_input_example.json");
        Files.writeString(example, "{\"inputs\": [{\"a\": \"text\"}]}");
        Cli refused = Cli.run("model", "verify", "--model", model.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the model refuses row 0 of serving_input_example.json", "column 'a'");
    }

    @Test
    void inspectSaysWhatAModelIs() throws IOException {
        Path model = Houses.classes(directory);
        Cli text = Cli.run("model", "inspect", "--model", model.toString());
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .contains(
                        "flavor    modelkeel, file model.json\n",
                        "kind      classification of small, medium, large\n",
                        "scorer    3 trees, 9 nodes, depth 1\n",
                        "link      softmax\n",
                        "verified  2 stored predictions, bit for bit\n",
                        "  sqft: number, required, 1000.0 to 3000.0\n",
                        "  age: number, optional, 10.5 to 10.5\n",
                        "  area: text, required, one of north, south\n",
                        "  age: fill 1.0\n",
                        "  area: one-hot 2\n");
        Cli json = Cli.run("model", "inspect", "--json", "--model", model.toString());
        assertThat(json.out())
                .contains("\"flavor\" : \"modelkeel\"", "\"trees\" : 3", "\"nodes\" : 9", "\"depth\" : 1")
                .contains("\"categories\" : [ \"north\", \"south\" ]", "\"min\" : 1000.0")
                .endsWith("}\n");
    }

    @Test
    void inspectNamesTheFileOfAPythonModel() {
        Cli cli = Cli.run(
                "model", "inspect", "--model", PYTHON.resolve("xgb-softprob").toString());
        assertThat(cli.out())
                .contains(
                        "flavor    xgboost, file model.ubj, class xgboost.core.Booster",
                        "kind      classification of 0, 1, 2");
    }

    @Test
    void everyAddressOfARegistryIsServed() {
        String uri = "local:" + directory.resolve("store");
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        String runUri;
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("one")) {
            LoggedModel logged = run.logModel("house", Houses::linear);
            registry.setAlias(registry.register("house", logged), "champion");
            runUri = "runs:/" + run.id() + "/house";
            run.finish();
        }
        for (String address :
                new String[] {"models:/house@champion", "models:/house/1", "models:/house/latest", runUri}) {
            Cli cli = Cli.withInput(
                    "{\"sqft\":3000,\"area\":\"south\",\"pool\":false}",
                    "predict",
                    "--tracking-uri",
                    uri,
                    "--model",
                    address,
                    "--input",
                    "-");
            assertThat(cli).as(address).isEqualTo(new Cli(0, "{\"value\":501.0}\n", ""));
        }
        Cli inspected = Cli.run("model", "inspect", "--tracking-uri", uri, "--model", "models:/house@champion");
        assertThat(inspected.out()).contains("house/1");
        Cli absent = Cli.run("model", "verify", "--tracking-uri", uri, "--model", "models:/house@nobody");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err()).contains("nobody").hasLineCount(1);
    }

    @Test
    void aServerThatIsNotThereIsExitCode4() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Cli cli = Cli.run(
                "model", "verify", "--tracking-uri", "http://127.0.0.1:" + port, "--model", "models:/house@champion");
        assertThat(cli.code()).isEqualTo(4);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("modelkeel: ")
                .contains(String.valueOf(port))
                .hasLineCount(1);
        assertThat(Cli.run("model", "verify", "--tracking-uri", "ftp://x", "--model", "models:/house/1")
                        .code())
                .isEqualTo(2);
    }
}
