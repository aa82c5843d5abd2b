package io.github.modelkeel.gates;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.formats.internal.JsonFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of a question to OPA, and the sentence for it. */
record OpaAnswer(boolean allowed, String reason) {
    static OpaAnswer failed(String reason) {
        return new OpaAnswer(false, reason);
    }

    static OpaAnswer refused(String opa, int status) {
        String why = status / 100 == 3
                ? " sends elsewhere (HTTP " + status + "), which is not followed; name the address that answers"
                : status == 401 || status == 403
                        ? " refuses the question (HTTP " + status
                                + "); give it a token that its authorization policy accepts"
                        : " answered with HTTP " + status + " instead of a decision; look at its log";
        return failed(opa + why);
    }

    /** The value of a rule in an answer with status 200. */
    static OpaAnswer read(String opa, String rule, byte[] body) {
        JsonValue answer;
        try {
            answer = Json.parse(body);
        } catch (IOException e) {
            return failed(opa + " did not answer in JSON; is it OPA? " + JsonFault.reason(e));
        }
        if (!answer.has("result")) {
            return failed(
                    opa + " has no value for " + rule
                            + ": there is no such rule, or it is undefined for this input; check the path, and add 'default allow := false'");
        }
        JsonValue result = answer.path("result");
        JsonValue allow = result.isObject() ? result.path("allow") : result;
        boolean isFalse = allow.isValueNode() && allow.toString().equals("false");
        if (!isFalse && !(allow.isValueNode() && allow.toString().equals("true"))) {
            return failed(opa + " gave neither true nor false, nor an object with 'allow', for " + rule + ": "
                    + start(result));
        }
        String reasons = reasons(result);
        return isFalse
                ? failed("the policy does not allow it" + (reasons.isEmpty() ? "" : ": " + reasons))
                : new OpaAnswer(true, "the policy allows it" + (reasons.isEmpty() ? "" : ": " + reasons));
    }

    private static String reasons(JsonValue result) {
        List<String> reasons = new ArrayList<>();
        JsonValue given = result.path("reasons");
        if (given.isTextual()) {
            return given.asText();
        }
        for (JsonValue each : given) {
            reasons.add(each.isTextual() ? each.asText() : each.toString());
        }
        return String.join("; ", reasons);
    }

    private static String start(JsonValue value) {
        String text = value.toString();
        return text.length() > 100 ? text.substring(0, text.offsetByCodePoints(0, 50)) + "..." : text;
    }
}
