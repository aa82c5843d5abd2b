package io.github.modelkeel.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.Texts;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;

/**
 * What an answer with another status than 200 says. Feast 0.67 sends its own errors as 404 or 422 with an object of JSON that is written as a text of
 * JSON, and every other one, of the question or of its store, as 500 with a text of JSON.
 */
final class FeastFault {
    private static final int MAX_TEXT = 500;

    private FeastFault() {}

    /**
     * The failure of a question. A 500 can be a question that is wrong or a store that is down, and what is not in Feast's form is of a wrong address
     * or of a proxy before a server that is down: until Feast has answered this client once, these are taken for the first, as {@link
     * ClientException}; from then on for the second, as {@link ServerUnavailableException}.
     */
    static ClientException of(String place, Question question, int status, byte[] body, boolean hasAnswered) {
        String said = text(body);
        boolean outage =
                hasAnswered ? status >= 500 || said.isEmpty() : status > 500 || (status == 500 && said.isEmpty());
        String code = outage || status == 408 || status == 429 ? "FEAST_UNAVAILABLE" : "FEAST_REFUSED";
        String message = code + " " + place + " did not answer for " + question + " (HTTP " + status + "): "
                + reason(status, said);
        return code.equals("FEAST_REFUSED")
                ? new ClientException(code, status, message, null)
                : new ServerUnavailableException(code, status, message, null);
    }

    private static String reason(int status, String said) {
        if (status / 100 == 3) {
            return "it sends elsewhere, which is not followed; name the address that answers";
        }
        if (status == 401 || status == 403) {
            return "give it a token that it accepts with bearerToken" + (said.isEmpty() ? "" : "; it says: " + said);
        }
        if (!said.isEmpty()) {
            return said;
        }
        if (status == 404) {
            return "it has no /get-online-features; is this a Feast feature server?";
        }
        return status >= 500 ? "look at its log" : "it does not understand the question";
    }

    /** What Feast says for people; empty when this is not an error in its form. */
    private static String text(byte[] body) {
        JsonValue outer = parse(body);
        if (!outer.isTextual()) {
            return "";
        }
        JsonValue inner = parse(outer.asText().getBytes(UTF_8));
        String said = inner.isTextual() ? inner.asText() : inner.path("message").asText(outer.asText());
        return Texts.start(said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), MAX_TEXT);
    }

    private static JsonValue parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException notJson) {
            return JsonValue.ofNull(); // of a proxy, say: nothing that Feast says
        }
    }
}
