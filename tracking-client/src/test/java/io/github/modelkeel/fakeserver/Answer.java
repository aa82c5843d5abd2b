package io.github.modelkeel.fakeserver;

import java.nio.charset.StandardCharsets;

/**
 * What a server says to a request.
 *
 * @param status the HTTP status
 * @param json the body
 */
public record Answer(int status, String json) {
    static final Answer EMPTY = new Answer(200, "{}");

    static Answer ok(String json) {
        return new Answer(200, json);
    }

    static Answer error(int status, String code, String message) {
        return new Answer(status, "{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
