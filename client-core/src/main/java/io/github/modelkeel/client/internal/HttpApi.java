package io.github.modelkeel.client.internal;

/** The one place that speaks HTTP. */
public final class HttpApi {
    private HttpApi() {}
}
