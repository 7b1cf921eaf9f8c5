package app.countersign.letter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers one command as the test says, and everything else with good will. */
final class MailServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final String command;
  private volatile String answer;

  /**
   * Answers so to what begins with the command; {@code .} is the end of a letter.
   *
   * @param answer empty for hanging up
   */
  MailServer(String command, String answer) throws IOException {
    this.command = command;
    this.answer = answer;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "smtp://localhost:%d?starttls=none".formatted(server.getLocalPort());
  }

  /** What it was told, of all connections. */
  List<String> heard() {
    return heard;
  }

  void answer(String next) {
    answer = next;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Thread.ofVirtual().start(() -> talk(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket caller) {
    try (caller;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = caller.getOutputStream()) {
      say(out, "220 here");
      boolean isLetter = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        if (isLetter && !line.equals(".")) {
          continue;
        }
        if (line.startsWith(command)) {
          if (answer.isEmpty()) {
            return;
          }
          say(out, answer);
          isLetter = false;
        } else {
          isLetter = line.equals("DATA");
          say(out, isLetter ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 fine");
        }
      }
    } catch (IOException gone) {
      // The other side hung up.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
