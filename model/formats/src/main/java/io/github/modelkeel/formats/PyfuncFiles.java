package io.github.modelkeel.formats;

import io.github.modelkeel.formats.onnx.OnnxExport;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What Python needs to serve one of our models: the graph, and the requirements from which MLflow makes an environment, as
 * {@code mlflow.onnx.save_model} of MLflow 3.17.2 writes them. The graph runs on the processor alone and on one thread: with more,
 * ONNX Runtime adds up floats in an order that depends on the number of threads.
 */
final class PyfuncFiles {
    static final String GRAPH = "model.onnx";
    private static final Logger LOG = System.getLogger(PyfuncFiles.class.getName());
    private static final String PYTHON = "3.11";

    private PyfuncFiles() {}

    /** The flavors of {@code MLmodel}. */
    static String flavors() {
        return """
                  onnx:
                    code: null
                    data: %s
                    onnx_session_options:
                      intra_op_num_threads: 1
                    onnx_version: %s
                    providers:
                    - CPUExecutionProvider
                  python_function:
                    data: %s
                    env:
                      conda: conda.yaml
                      virtualenv: python_env.yaml
                    loader_module: mlflow.onnx
                """.formatted(GRAPH, OnnxExport.ONNX_VERSION, GRAPH);
    }

    /** Writes the files, and says whether the model could be written as a graph. */
    static boolean write(ScoringModel model, Path directory) throws IOException {
        byte[] graph;
        try {
            graph = OnnxExport.write(model);
        } catch (UnsupportedOperationException e) {
            LOG.log(Logger.Level.INFO, "the model is written without a form for Python: {0}", e.getMessage());
            return false;
        }
        Files.write(directory.resolve(GRAPH), graph);
        String requirements = String.join("\n", OnnxExport.requirements());
        text(directory, "requirements.txt", requirements + "\n");
        text(directory, "python_env.yaml", "python: '" + PYTHON + "'\ndependencies:\n- -r requirements.txt\n");
        text(directory, "conda.yaml", """
                channels:
                - conda-forge
                dependencies:
                - python=%s
                - pip
                - pip:
                %s
                name: mlflow-env
                """.formatted(
                PYTHON,
                OnnxExport.requirements().stream().map(line -> "  - " + line).collect(Collectors.joining("\n"))));
        return true;
    }

    private static void text(Path directory, String file, String text) throws IOException {
        Files.write(directory.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }
}
