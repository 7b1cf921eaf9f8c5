package app.countersign.platform.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;

/** An endpoint beside GraphQL that always fails. */
@Controller("/test-failure")
@Requires(env = "platform")
final class TestFailures {

  @Get("/{status}")
  String fail(int status) {
    if (status == HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
      throw new IllegalStateException("the password is hunter2");
    }
    throw new HttpStatusException(HttpStatus.valueOf(status), "the password is hunter2");
  }
}
