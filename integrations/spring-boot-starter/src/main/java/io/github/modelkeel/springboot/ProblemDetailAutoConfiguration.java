package io.github.modelkeel.springboot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ProblemDetail;

/** Answers of HTTP for what a predictor refuses, in Spring's form of RFC 9457. */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass(ProblemDetail.class)
@ConditionalOnProperty(prefix = ModelkeelProperties.PREFIX, name = "problem-details", matchIfMissing = true)
final class ProblemDetailAutoConfiguration {
    @Bean
    InvalidInputAdvice invalidInputAdvice() {
        return new InvalidInputAdvice();
    }
}
