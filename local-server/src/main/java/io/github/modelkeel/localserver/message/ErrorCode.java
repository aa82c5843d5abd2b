package io.github.modelkeel.localserver.message;

/** The error codes of the wire, each with the HTTP status that goes with it. */
public enum ErrorCode {
    BAD_REQUEST("BAD_REQUEST", 400),
    INVALID_PARAMETER_VALUE("INVALID_PARAMETER_VALUE", 400),
    RESOURCE_ALREADY_EXISTS("RESOURCE_ALREADY_EXISTS", 400),
    RESOURCE_DOES_NOT_EXIST("RESOURCE_DOES_NOT_EXIST", 404, "RESOURCE_NOT_FOUND"),
    ENDPOINT_NOT_FOUND("ENDPOINT_NOT_FOUND", 404),
    INTERNAL_ERROR("INTERNAL_ERROR", 500),
    INVALID_STATE("INVALID_STATE", 500),
    FEATURE_DISABLED("FEATURE_DISABLED", 500),
    NOT_IMPLEMENTED("NOT_IMPLEMENTED", 501),
    TEMPORARILY_UNAVAILABLE("TEMPORARILY_UNAVAILABLE", 503);

    private final String wireName;
    private final int status;
    private final String errorClass;

    ErrorCode(String wireName, int status) {
        this(wireName, status, wireName);
    }

    ErrorCode(String wireName, int status, String errorClass) {
        this.wireName = wireName;
        this.status = status;
        this.errorClass = errorClass;
    }

    /** What clients of MLflow know it by. */
    String wireName() {
        return wireName;
    }

    int status() {
        return status;
    }

    String errorClass() {
        return errorClass;
    }
}
