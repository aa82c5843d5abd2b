package io.github.modelkeel.localserver;

/** The error codes of the wire, each with the HTTP status that goes with it. */
enum ErrorCode {
    BAD_REQUEST(400),
    INVALID_PARAMETER_VALUE(400),
    RESOURCE_ALREADY_EXISTS(400),
    RESOURCE_DOES_NOT_EXIST(404, "RESOURCE_NOT_FOUND"),
    ENDPOINT_NOT_FOUND(404),
    INTERNAL_ERROR(500),
    INVALID_STATE(500),
    FEATURE_DISABLED(500),
    NOT_IMPLEMENTED(501),
    TEMPORARILY_UNAVAILABLE(503);

    private final int status;
    private final String errorClass;

    ErrorCode(int status) {
        this.status = status;
        this.errorClass = name();
    }

    ErrorCode(int status, String errorClass) {
        this.status = status;
        this.errorClass = errorClass;
    }

    int status() {
        return status;
    }

    String errorClass() {
        return errorClass;
    }
}
