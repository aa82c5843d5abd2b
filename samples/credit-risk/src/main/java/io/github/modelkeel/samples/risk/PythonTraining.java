package io.github.modelkeel.samples.risk;

import io.github.modelkeel.localserver.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipeline of scikit-learn that Python trains and MLflow's own client logs, in place of our boosted trees.
 *
 * @param python the interpreter; it needs the packages mlflow and scikit-learn
 * @param script {@code train_sklearn.py}
 * @param work where the data for it are written
 */
record PythonTraining(String python, Path script, Path work) {
    private static final String LOCAL = "local:";

    /**
     * Trains and registers.
     *
     * @return the version's number
     * @throws IllegalStateException if the script fails; it has printed why
     */
    int register(String trackingUri, String model, Loans train, Loans test) throws IOException, InterruptedException {
        if (trackingUri.startsWith(LOCAL)) { // a second server of the same directory, which Python can reach
            try (LocalServer server = LocalServer.start(Path.of(trackingUri.substring(LOCAL.length())))) {
                return register(server.uri().toString(), model, train, test);
            }
        }
        Loans.write(work.resolve("train.csv"), train.csv());
        Loans.write(work.resolve("test.csv"), test.csv());
        Path version = work.resolve("version.txt");
        Files.deleteIfExists(version);
        ProcessBuilder builder = new ProcessBuilder(
                        python, script.toString(), work.toString(), model, Training.EXPERIMENT, version.toString())
                .redirectOutput(work.resolve("python.log").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MLFLOW_TRACKING_URI", trackingUri);
        int code = builder.start().waitFor();
        if (code != 0 || !Files.exists(version)) {
            throw new IllegalStateException(script + " ended with code " + code
                    + "; its own message is above. It needs mlflow and scikit-learn");
        }
        return Integer.parseInt(Files.readString(version).trim());
    }
}
