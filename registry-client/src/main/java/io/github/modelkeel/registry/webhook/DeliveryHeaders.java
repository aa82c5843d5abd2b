package io.github.modelkeel.registry.webhook;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The headers of a delivery. Immutable.
 *
 * @param id the delivery's id
 * @param timestamp when it was signed, in seconds since 1970, as it was sent
 * @param signatures the authentication codes of version 1; one of them must be right
 */
public record DeliveryHeaders(String id, String timestamp, List<byte[]> signatures) {
    public static final String ID = "X-MLflow-Delivery-Id";
    public static final String TIMESTAMP = "X-MLflow-Timestamp";
    public static final String SIGNATURE = "X-MLflow-Signature";

    private static final String VERSION = "v1,";
    private static final int MAX_ID = 200;
    private static final int MAX_TIMESTAMP = 12;
    private static final int MAX_SIGNATURES = 16;
    private static final int MAX_SIGNATURE = 200;

    public DeliveryHeaders {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads the headers, whatever the case of their names.
     *
     * @throws IllegalArgumentException if the id or the timestamp is not there once, or a value cannot be one; a missing signature is
     *     left to the caller
     */
    public static DeliveryHeaders of(Map<String, List<String>> headers) {
        String id = once(headers, ID);
        // a point would leave open where the id ends in what is signed
        if (id.length() > MAX_ID || !id.chars().allMatch(DeliveryHeaders::isOfAnId)) {
            throw new IllegalArgumentException(
                    "the header " + ID + " must hold 1 to " + MAX_ID + " letters, digits, '-' or '_'");
        }
        String timestamp = once(headers, TIMESTAMP);
        if (timestamp.length() > MAX_TIMESTAMP || !timestamp.chars().allMatch(DeliveryHeaders::isDigit)) {
            throw new IllegalArgumentException("the header " + TIMESTAMP + " must hold seconds since 1970 in digits");
        }
        return new DeliveryHeaders(id, timestamp, signatures(headers));
    }

    /** {@return when it was signed, in seconds since 1970} */
    public long seconds() {
        return Long.parseLong(timestamp);
    }

    private static String once(Map<String, List<String>> headers, String name) {
        List<String> values = values(headers, name);
        if (values.size() != 1 || values.get(0).isEmpty()) {
            throw new IllegalArgumentException(
                    "the header " + name + (values.size() > 1 ? " was sent more than once" : " is missing"));
        }
        return values.get(0);
    }

    private static List<byte[]> signatures(Map<String, List<String>> headers) {
        List<byte[]> found = new ArrayList<>();
        for (String value : values(headers, SIGNATURE)) {
            if (value.length() > MAX_SIGNATURES * MAX_SIGNATURE) {
                throw new IllegalArgumentException("the header " + SIGNATURE + " is too long");
            }
            // proxies join the values of a repeated header with commas
            for (String part : value.split("\\s+|,(?=v1,)", -1)) {
                String signature = part.endsWith(",") ? part.substring(0, part.length() - 1) : part;
                if (signature.startsWith(VERSION)) { // others may come beside it one day
                    found.add(decode(signature.substring(VERSION.length())));
                }
            }
        }
        if (found.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "the header " + SIGNATURE + " holds more than " + MAX_SIGNATURES + " signatures");
        }
        if (found.isEmpty() && !values(headers, SIGNATURE).isEmpty()) {
            throw new IllegalArgumentException(
                    "the header " + SIGNATURE + " holds none of the form \"v1,\" and Base64");
        }
        return found;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the header " + SIGNATURE + " holds a signature that is not Base64", e);
        }
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        List<String> found = new ArrayList<>();
        headers.forEach((key, values) -> {
            if (name.equalsIgnoreCase(key) && values != null) {
                for (String value : values) {
                    found.add(value == null ? "" : value.strip());
                }
            }
        });
        return found;
    }

    private static boolean isOfAnId(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-' || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
