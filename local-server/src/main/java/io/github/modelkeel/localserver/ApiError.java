package io.github.modelkeel.localserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A rejection that is sent to the client: an error code, a status and a message. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;

    ApiError(ErrorCode code, String message) {
        this(code, code.status(), message);
    }

    ApiError(ErrorCode code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    static ApiError invalid(String message) {
        return new ApiError(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    /** A value that breaks a rule; the value is shown as JSON, as clients know it. */
    static ApiError invalidValue(String path, String value, String why) {
        String shown = Json.text(Json.MAPPER.getNodeFactory().textNode(value));
        return invalid("Invalid value " + shown + " for parameter '" + path + "' supplied" + why);
    }

    static ApiError missing(String path) {
        return invalid("Missing value for required parameter '" + path
                + "'. See the API docs for more information about request parameters.");
    }

    static ApiError tooLong(String what, int limit) {
        return invalid("'" + what + "' exceeds the maximum length of " + limit + " characters");
    }

    static ApiError absent(String message) {
        return new ApiError(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
    }

    static ApiError exists(String message) {
        return new ApiError(ErrorCode.RESOURCE_ALREADY_EXISTS, message);
    }

    ErrorCode code() {
        return code;
    }

    Reply reply() {
        ObjectNode body = Json.object();
        body.put("error_code", code.wireName());
        body.put("message", getMessage());
        body.put("sqlstate", "KAM00");
        body.put("error_class", code.errorClass());
        return Reply.json(status, body);
    }
}
