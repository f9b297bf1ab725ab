import { connect, createServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { scratch, serve, wish } from "../../tests/setup-fakes.ts";
import { proxyFor, request } from "./net.mjs";

scratch();

async function body(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("proxyFor", () => {
  const proxy = "http://proxy.example:3128";
  it.each([
    ["https://hub.example/x", {}, undefined],
    ["https://hub.example/x", { HTTPS_PROXY: proxy }, "proxy.example:3128"],
    ["https://hub.example/x", { https_proxy: "proxy.example:3128" }, "proxy.example:3128"],
    ["https://hub.example/x", { HTTP_PROXY: proxy }, undefined],
    ["http://hub.example/x", { HTTP_PROXY: proxy }, "proxy.example:3128"],
    ["https://hub.example/x", { HTTPS_PROXY: proxy, NO_PROXY: "hub.example" }, undefined],
    ["https://a.hub.example/x", { HTTPS_PROXY: proxy, NO_PROXY: "localhost, .hub.example" }, undefined],
    ["https://nothub.example/x", { HTTPS_PROXY: proxy, NO_PROXY: "hub.example" }, "proxy.example:3128"],
    ["https://hub.example/x", { HTTPS_PROXY: proxy, no_proxy: "*" }, undefined],
    ["https://hub.example:8443/x", { HTTPS_PROXY: proxy, NO_PROXY: "hub.example:443" }, "proxy.example:3128"],
    ["https://hub.example:8443/x", { HTTPS_PROXY: proxy, NO_PROXY: "hub.example:8443" }, undefined],
  ])("%s with %j goes through %s", (url, environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(proxyFor(new URL(url))?.host).toBe(expected);
  });

  it("refuses what is no address", () => {
    vi.stubEnv("HTTPS_PROXY", "http://:::");
    expect(() => proxyFor(new URL("https://hub.example"))).toThrow(/HTTPS_PROXY=http:\/\/::: is no address of a proxy/);
  });
});

describe("request", () => {
  it("follows redirects, and keeps a token from other hosts", async () => {
    let [first, second]: (string | undefined)[] = [];
    const storage = await serve((asked, response) => {
      second = asked.headers.authorization;
      response.end("content");
    });
    const hub = await serve((asked, response) => {
      first = asked.headers.authorization;
      response.writeHead(302, { location: `${storage}/blob` }).end();
    });
    const response = await request(`${hub}/file`, { ...wish(), headers: { authorization: "Bearer secret" } });
    expect(await body(response)).toBe("content");
    expect([first, second]).toEqual(["Bearer secret", undefined]);
  });

  it("goes through a proxy by CONNECT, with its login", async () => {
    const hub = await serve((_, response) => response.end("through"));
    const seen: string[] = [];
    const proxy = createServer((socket) => {
      socket.once("data", (head) => {
        seen.push(
          head.toString().split("\r\n")[0] ?? "",
          /proxy-authorization: (.*)/i.exec(head.toString())?.[1] ?? "",
        );
        const beyond = connect(Number(new URL(hub).port), "127.0.0.1", () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          socket.pipe(beyond).pipe(socket);
        });
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    closing.push(() => proxy.close());
    const address = proxy.address();
    const port = typeof address === "object" ? address?.port : 0;
    vi.stubEnv("HTTP_PROXY", `http://me:pass%20word@127.0.0.1:${port}`);
    expect(await body(await request(`${hub}/x`, wish()))).toBe("through");
    expect(seen).toEqual([
      `CONNECT ${new URL(hub).host} HTTP/1.1`,
      `Basic ${Buffer.from("me:pass word").toString("base64")}`,
    ]);
  });

  it("names the proxy that is dead", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:9");
    await expect(request("https://hub.example/", wish())).rejects.toThrow(
      "the proxy 127.0.0.1:9 does not answer (ECONNREFUSED)",
    );
  });

  it("names the host that refuses", async () => {
    await expect(request("http://127.0.0.1:9/", wish())).rejects.toThrow("127.0.0.1:9 does not answer (ECONNREFUSED)");
  });

  it("waits five seconds for a host that says nothing", async () => {
    const mute = await serve(() => {});
    await expect(request(mute, wish())).rejects.toThrow(/does not answer within 5 s/);
  });

  it("stops when it is interrupted", async () => {
    const mute = await serve(() => {});
    const { interrupt, signal } = wish();
    setTimeout(() => interrupt.abort(), 50);
    await expect(request(mute, { signal })).rejects.toThrow(/abort/);
  });

  it("asks nobody when TENON_OFFLINE is set", async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked++;
      response.end();
    });
    vi.stubEnv("TENON_OFFLINE", "1");
    await expect(request(server, wish())).rejects.toThrow(/TENON_OFFLINE=1 forbids the network/);
    expect(asked).toBe(0);
  });

  it("does not follow redirects for ever", async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    await expect(request(server, wish())).rejects.toThrow("redirects for ever");
  });
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
