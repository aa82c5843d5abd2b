package io.github.modelkeel.springboot;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.serving.ModelUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What an HTTP caller gets who sent a row that does not fit, or asked while no version answers. The application's own advice comes first. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class InvalidInputAdvice {
    /** 400 with everything that is wrong with the row. */
    @ExceptionHandler
    ProblemDetail invalidInput(InvalidInputException exception) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, message(exception));
        problem.setTitle("Invalid input");
        List<Map<String, Object>> violations = new ArrayList<>();
        for (InvalidInputException.Violation violation : exception.violations()) {
            Map<String, Object> each = new LinkedHashMap<>();
            if (violation.column() != null) {
                each.put("column", violation.column());
            }
            each.put("kind", violation.kind().name());
            each.put("message", violation.message());
            violations.add(each);
        }
        problem.setProperty("violations", violations);
        if (exception.row() >= 0) {
            problem.setProperty("row", exception.row());
        }
        return problem;
    }

    /** 503: the same request may be answered later. Why, the log and {@code /actuator/models} say; it may name servers. */
    @ExceptionHandler(ModelUnavailableException.class)
    ProblemDetail unavailable() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the model does not answer now; try again later");
        problem.setTitle("Model unavailable");
        return problem;
    }

    private static String message(InvalidInputException exception) {
        return String.valueOf(exception.getMessage());
    }
}
