package io.github.modelkeel.client.internal;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header: seconds or a date; nonsense counts as absent. As a network interceptor it renames the header, because
 * OkHttp acts on it by itself: on 503 it sends a request with {@code Retry-After: 0} again at once, creates included, and a number
 * over 2^31 makes it throw.
 */
final class RetryAfter implements Interceptor {
    private static final String HEADER = "Retry-After";
    private static final String RENAMED = "X-Modelkeel-Retry-After";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String value = response.header(HEADER);
        if (value == null) {
            return response;
        }
        return response.newBuilder().removeHeader(HEADER).header(RENAMED, value).build();
    }

    static @Nullable Duration of(Response response) {
        String value = response.header(RENAMED);
        return value == null ? null : parse(value.strip(), Instant.now());
    }

    static @Nullable Duration parse(String value, Instant now) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(value.length() > 9 ? 999_999_999 : Long.parseLong(value));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return null; // neither form: the header says nothing
        }
    }
}
