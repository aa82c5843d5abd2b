package io.github.modelkeel.fakeserver;

/** What is behind a {@link FakeMlflow}. Safe for use by multiple threads. */
@FunctionalInterface
public interface Backend {
    /**
     * Lets a request take effect.
     *
     * @param path the path within MLflow's API, for example {@code runs/log-batch}
     * @param query the query string, or empty
     * @param body the body
     * @return the answer
     */
    Answer handle(String path, String query, byte[] body);
}
