package io.github.modelkeel.servinghttp.message;

import java.util.Locale;

/**
 * A request. The array is not copied.
 *
 * @param method the method in upper case
 * @param path the decoded path, without a query
 * @param headers gives a header's value by its name, null where it is absent
 * @param body the bytes of the body
 */
@SuppressWarnings("ArrayRecordComponent") // two requests are never compared
public record Call(String method, String path, HeaderLookup headers, byte[] body) {
    /** A header's value, or an empty text. */
    public String header(String name) {
        String value = headers.find(name);
        return value == null ? "" : value;
    }

    /** The media type in lower case without its parameters, or an empty text. */
    public String mediaType() {
        String type = header("content-type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Refuses a body that is compressed or coded in another way. */
    public void requireUncoded() {
        String coding = header("content-encoding").strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    415,
                    "a body with the header Content-Encoding is not supported; send it as it is, without compression");
        }
    }

    /** Refuses what is not declared as JSON. A page of another site cannot send this type without being asked first. */
    public void requireJson() {
        String type = mediaType();
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw new Refusal(415, "send JSON, with the header Content-Type: application/json");
        }
    }
}
