package io.github.modelkeel.localserver.message;

/** A rejection that is sent to the client: an error code, a status and a message. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int status;

    public ApiError(ErrorCode code, String message) {
        this(code, code.status(), message);
    }

    public ApiError(ErrorCode code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    public static ApiError invalid(String message) {
        return new ApiError(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    /** A value that breaks a rule; the value is shown as JSON, as clients know it. */
    public static ApiError invalidValue(String path, String value, String why) {
        String shown = Json.text(Json.MAPPER.getNodeFactory().textNode(value));
        return invalid("Invalid value " + shown + " for parameter '" + path + "' supplied" + why);
    }

    public static ApiError missing(String path) {
        return invalid("Missing value for required parameter '" + path
                + "'. See the API docs for more information about request parameters.");
    }

    static ApiError tooLong(String what, int limit) {
        return invalid("'" + what + "' exceeds the maximum length of " + limit + " characters");
    }

    public static ApiError absent(String message) {
        return new ApiError(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
    }

    public static ApiError exists(String message) {
        return new ApiError(ErrorCode.RESOURCE_ALREADY_EXISTS, message);
    }

    ErrorCode code() {
        return code;
    }

    int status() {
        return status;
    }
}
