package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.Edge;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.PageInfo;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.graphql.Wiring;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A feature of the tests' own: shelves with books, things that fail, and notes in the database. */
@Singleton
@Requires(env = "platform")
public final class TestLibrary implements GraphQlModule {
  static final UUID FIRST_BOOK = UUID.fromString("01900000-0000-7000-8000-000000000001");

  /** Each batch load by its name, in the order they happened. */
  final List<String> loads = new CopyOnWriteArrayList<>();

  /** How often a note was really added, whatever became of the transaction. */
  final AtomicInteger attempts = new AtomicInteger();

  private final AtomicInteger conflicts = new AtomicInteger();
  private final TransactionOperations<java.sql.Connection> transactions;

  TestLibrary(TransactionOperations<java.sql.Connection> transactions) {
    this.transactions = transactions;
  }

  enum Colour {
    RED,
    GREEN
  }

  record Viewer(String name, Role role) {}

  record Echo(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable BigDecimal decimal,
      @Nullable OffsetDateTime at,
      @Nullable LocalDate day,
      @Nullable URI url,
      @Nullable Object json,
      @Nullable Integer count,
      @Nullable Colour colour) {}

  record Choice(@Nullable String name, @Nullable Integer number) {}

  record Shelf(String id, boolean isOpen, @Nullable Owner owner) {}

  record Owner(String name) {}

  record Book(UUID id, String title, String authorName, String shelfId) {}

  public record Author(String name, String countryCode, @Nullable String mentorName) {}

  record Country(String code) {}

  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  record AddNote(
      String text,
      @Nullable Boolean refuse,
      @Nullable String fail,
      @Nullable UUID subjectId,
      @Nullable Colour colour,
      @Nullable BigDecimal amount,
      @Nullable List<String> tags,
      @Nullable String idempotencyKey) {}

  record NotePayload(@Nullable Note note, List<UserError> userErrors) {}

  record Note(UUID id, String text, @Nullable BigDecimal amount) {}

  record MakeToken(String name) {}

  record TokenPayload(@Nullable String secret, List<UserError> userErrors) {}

  record SignIn(String email) {}

  record SignInPayload(@Nullable String token, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    simple(wiring);
    failing(wiring);
    library(wiring);
    mutations(wiring);
  }

  private static void simple(Wiring wiring) {
    wiring.query("hello", call -> "world");
    wiring.nullableQuery(
        "viewer",
        call -> {
          Actor actor = call.actorOrNull();
          return actor == null ? null : new Viewer(actor.name(), actor.role());
        });
    wiring.nullableQuery("secret", call -> "for " + call.actor().name());
    wiring.nullableQuery("adminOnly", call -> "yes");
    wiring.type("Viewer", Viewer.class);
    wiring.type("Echo", Echo.class);
    wiring.query("echo", TestLibrary::echo);
    wiring.query(
        "pick",
        call -> {
          Choice choice = call.require("choice", Choice.class);
          return choice.name() == null ? "number " + choice.number() : "name " + choice.name();
        });
    wiring.type("Circle", Circle.class);
    wiring.type("Square", Square.class);
    wiring.query("shapes", call -> List.of(new Circle(1), new Square(2)));
  }

  private static Echo echo(Call call) {
    return new Echo(
        call.argument("text", String.class),
        call.argument("number", Integer.class),
        call.argument("decimal", BigDecimal.class),
        call.argument("at", OffsetDateTime.class),
        call.argument("day", LocalDate.class),
        call.argument("url", URI.class),
        call.argument("json", Object.class),
        call.argument("count", Integer.class),
        call.argument("colour", Colour.class));
  }

  private void failing(Wiring wiring) {
    wiring.nullableQuery("fail", call -> fail(call.text("how")));
    wiring.query("failHard", call -> String.valueOf(fail(call.text("how"))));
    wiring.nullableQuery(
        "slow",
        call -> {
          int millis = call.require("millis", Integer.class);
          return call.require("query", Boolean.class) ? sleepInDatabase(millis) : sleep(millis);
        });
  }

  static @Nullable String fail(String how) {
    switch (how) {
      case "bug" -> throw new IllegalStateException("the password is hunter2");
      case "sql" -> throw new IllegalStateException(new SQLException("no such table", "42P01"));
      case "away" -> throw new IllegalStateException(new SQLException("gone", "08006"));
      case "shutdown" -> throw new IllegalStateException(new SQLException("gone", "57P01"));
      case "pool" -> throw new IllegalStateException(new SQLTransientConnectionException("none"));
      case "cancelled" -> throw new IllegalStateException(new SQLException("stop", "57014"));
      case "nul" -> throw new IllegalStateException(new SQLException("0x00", "22021"));
      case "deadlock" -> throw new IllegalStateException(new SQLException("dead", "40P01"));
      case "limit" -> throw RequestError.limit("things", "the number of things", 3, 4);
      case "forbidden" -> throw new RequestError(RequestErrorCode.FORBIDDEN, "Not yours.");
      case "refused" -> throw RefusedException.of(UserErrorCode.INVALID_INPUT, "Not so.");
      case "error" -> throw new StackOverflowError();
      default -> {
        return null;
      }
    }
  }

  private static String sleep(int millis) {
    try {
      Thread.sleep(millis);
      return "slept";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "stopped";
    }
  }

  private String sleepInDatabase(int millis) {
    return transactions.executeRead(
        status -> {
          try (PreparedStatement sleep =
              status.getConnection().prepareStatement("SELECT pg_sleep(?)")) {
            sleep.setDouble(1, millis / 1000.0);
            sleep.execute();
            return "slept";
          }
        });
  }

  private void library(Wiring wiring) {
    wiring.query("shelves", call -> page(shelves(), Shelf::id, call.page()));
    wiring.nullableQuery(
        "shelf", call -> shelvesById(Set.of(call.text("id"))).get(call.text("id")));
    wiring.nullableQuery(
        "book",
        call -> {
          UUID id = call.id("id");
          return id == null
              ? null
              : books().stream().filter(b -> b.id().equals(id)).findFirst().orElse(null);
        });
    wiring.type("Shelf", Shelf.class).batchedConnection("books", Shelf::id, this::booksOfShelves);
    wiring
        .type("Book", Book.class)
        .batched("author", Book::authorName, this::authors)
        .batched("shelf", Book::shelfId, this::shelvesById)
        .batchedNullable(
            "broken",
            Book::title,
            titles -> {
              throw new IllegalStateException("one batch for all");
            });
    wiring.type("Note", Note.class).batched("author", note -> "Bea", this::authors);
    wiring.query("sleepers", call -> countSleepers());
    wiring
        .type("Author", Author.class)
        .batched("country", Author::countryCode, this::countries)
        .batchedNullable("mentor", Author::mentorName, this::authors);
    wiring
        .type("Country", Country.class)
        .field("neighbours", (country, call) -> List.of(country, country));
    wiring.textNodes("Shelf", Shelf.class, Role.ANALYST, this::shelvesById);
    wiring.nodes("Book", Book.class, Role.OPERATOR, TestLibrary::booksById);
    wiring.query("noteCount", call -> countNotes());
  }

  private Map<String, Connection<Book>> booksOfShelves(
      Set<String> shelfIds, PageRequest page, Call call) {
    loads.add("books");
    Map<String, Connection<Book>> found = new HashMap<>();
    for (String id : shelfIds) {
      List<Book> books = books().stream().filter(book -> book.shelfId().equals(id)).toList();
      if (!books.isEmpty()) {
        found.put(id, page(books, book -> book.id().toString(), page));
      }
    }
    return found;
  }

  private Map<String, Author> authors(Set<String> names) {
    loads.add("authors");
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> new Author(name, "DE", name.equals("Ada") ? null : "Ada")));
  }

  private Map<String, Country> countries(Set<String> codes) {
    loads.add("countries");
    return codes.stream().collect(Collectors.toMap(code -> code, Country::new));
  }

  private Map<String, Shelf> shelvesById(Set<String> ids) {
    loads.add("shelves");
    return shelves().stream()
        .filter(shelf -> ids.contains(shelf.id()))
        .collect(Collectors.toMap(Shelf::id, shelf -> shelf));
  }

  static Map<UUID, Book> booksById(Set<UUID> ids) {
    return books().stream()
        .filter(book -> ids.contains(book.id()))
        .collect(Collectors.toMap(Book::id, book -> book));
  }

  static List<Shelf> shelves() {
    return List.of(
        new Shelf("s1", true, new Owner("Kim")),
        new Shelf("s2", false, null),
        new Shelf("s3", true, null));
  }

  static List<Book> books() {
    List<Book> books = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      UUID id =
          new UUID(FIRST_BOOK.getMostSignificantBits(), FIRST_BOOK.getLeastSignificantBits() + i);
      books.add(new Book(id, "Book " + i, i % 2 == 0 ? "Ada" : "Bea", i < 3 ? "s1" : "s2"));
    }
    return books;
  }

  private static <T> Connection<T> page(
      List<T> all, java.util.function.Function<T, String> cursor, PageRequest page) {
    List<T> rest = new ArrayList<>(all);
    if (page.after() != null) {
      rest.removeIf(item -> cursor.apply(item).compareTo(page.after()) <= 0);
    }
    int size = Math.min(page.size(), rest.size());
    List<T> items =
        page.isBackward() ? rest.subList(rest.size() - size, rest.size()) : rest.subList(0, size);
    List<Edge<T>> edges = items.stream().map(item -> new Edge<>(cursor.apply(item), item)).toList();
    return new Connection<>(
        edges,
        new PageInfo(
            !page.isBackward() && size < rest.size(),
            page.isBackward() && size < rest.size(),
            edges.isEmpty() ? null : edges.getFirst().cursor(),
            edges.isEmpty() ? null : edges.getLast().cursor()),
        all::size);
  }

  private void mutations(Wiring wiring) {
    wiring.mutation(
        "addNote",
        AddNote.class,
        NotePayload.class,
        this::addNote,
        errors -> new NotePayload(null, errors));
    wiring.limit("addNote", new ActionLimit("notes", 2, 3));
    wiring.limit("signIn", new ActionLimit("signIns", 0, 9));
    wiring.secretMutation(
        "makeToken",
        MakeToken.class,
        TokenPayload.class,
        (actor, input) -> new TokenPayload("secret of " + input.name(), List.of()),
        errors -> new TokenPayload(null, errors));
    wiring.anonymousMutation(
        "signIn",
        SignIn.class,
        SignInPayload.class,
        (actor, input) -> {
          if (!input.email().equals("kim@example.org")) {
            throw RefusedException.of(
                UserErrorCode.SIGN_IN_FAILED, "E-mail or password is wrong.", "input", "email");
          }
          return new SignInPayload("token", List.of());
        },
        errors -> new SignInPayload(null, errors));
  }

  private NotePayload addNote(Actor actor, AddNote input) {
    attempts.incrementAndGet();
    Note note = new Note(Ids.next(), input.text(), input.amount());
    insert(actor, note);
    if (Boolean.TRUE.equals(input.refuse())) {
      throw new RefusedException(
          List.of(
              UserError.of(UserErrorCode.STALE_VERSION, "It has moved on.", "input", "text")
                  .at(4, "APPROVED")));
    }
    if ("conflict twice".equals(input.fail()) && conflicts.incrementAndGet() % 3 != 0) {
      fail("deadlock");
    } else if ("late".equals(input.fail())) {
      sleep(2_300);
    } else if (input.fail() != null) {
      fail(input.fail());
    }
    return new NotePayload(note, List.of());
  }

  private void insert(Actor actor, Note note) {
    transactions.executeWrite(
        status -> {
          try (PreparedStatement insert =
              status
                  .getConnection()
                  .prepareStatement(
                      "INSERT INTO platform_note (id, author_id, text) VALUES (?, ?, ?)")) {
            insert.setObject(1, note.id());
            insert.setObject(2, actor.id());
            insert.setString(3, note.text());
            return insert.executeUpdate();
          }
        });
  }

  int countNotes() {
    return count("SELECT count(*) FROM platform_note");
  }

  /** How many statements of {@code slow} the database is still working on. */
  int countSleepers() {
    return count(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
            + " AND query = 'SELECT pg_sleep($1)'");
  }

  private int count(String sql) {
    return transactions.executeRead(
        status -> {
          try (PreparedStatement count = status.getConnection().prepareStatement(sql);
              ResultSet rows = count.executeQuery()) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }
}
