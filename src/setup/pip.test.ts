import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { fakeProgram, scratch, sha256, wish } from "../../tests/setup-fakes.ts";
import { pipDownload } from "./pip.mjs";

const place = scratch();
const wheel = {
  requirement: "thing==1.0",
  sha256: sha256("the wheel"),
  bytes: 9,
  platforms: ["manylinux_2_28_x86_64"],
};

/** A python3 whose pip does as the script says; `$into` is where it is to put the wheel. */
function fakePip(script: string): void {
  fakeProgram(
    place.folder,
    "python3",
    `echo "$@" >> ${place.folder}/calls
     case "$*" in *--version*) exit 0;; esac
     while [ $# -gt 1 ]; do [ "$1" = --dest ] && into=$2; shift; done
     ${script}`,
  );
}

const fetchIt = (context = wish()) => pipDownload(context, wheel, join(place.folder, "into"));

/** Whether a process is alive: neither gone nor waiting to be collected. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("pipDownload", () => {
  it("fetches a wheel for this processor, whatever Python runs pip", async () => {
    fakePip('printf "the wheel" > $into/thing-1.0.whl');
    const path = await fetchIt();
    expect(readFileSync(path, "utf8")).toBe("the wheel");
    const call = readFileSync(join(place.folder, "calls"), "utf8").split("\n")[1];
    expect(call).toContain("-m pip download --no-deps --only-binary :all:");
    expect(call).toContain("--platform manylinux_2_28_x86_64 --python-version 3.11 --implementation cp --abi cp311");
    expect(call).toMatch(/ thing==1\.0$/);
  });

  it.each([
    [
      "another file",
      'printf "another 1" > $into/thing-1.0.whl',
      /^thing-1\.0\.whl is not the file it should be: its sha256 is/,
    ],
    ["a short file", 'printf "the" > $into/thing-1.0.whl', /^the download of thing==1\.0 broke off after 0\.0 MB/],
    [
      "an index without it",
      "echo 'ERROR: Could not find a version that satisfies the requirement thing==1.0 (from versions: none)'; exit 1",
      /^pip's index has no thing==1\.0$/,
    ],
    [
      "no network",
      `echo "WARNING: Retrying after connection broken by 'NewConnectionError(...)'"; echo 'ERROR: No matching distribution found'; exit 1`,
      /^pip cannot reach its index for thing==1\.0$/,
    ],
    [
      "a registry that refuses",
      "echo 'ERROR: HTTP error 403 while getting https://index'; echo 'requests.HTTPError: 403 Client Error: Forbidden'; exit 1",
      /^pip's index refused thing==1\.0 \(HTTP 403\)$/,
    ],
    [
      "a connection that is cut",
      "echo 'pip._vendor.urllib3.exceptions.ProtocolError: IncompleteRead(3 bytes read)'; exit 2",
      /^pip's download of thing==1\.0 broke off: run the command again$/,
    ],
    ["a full disk", "echo 'ERROR: [Errno 28] No space left on device'; exit 1", /^no space is left for thing==1\.0/],
    ["anything else", "echo 'ERROR: something odd'; exit 1", /^pip could not fetch thing==1\.0 \(something odd\)$/],
  ])("says in one sentence what went wrong: %s", async (_, script, sentence) => {
    fakePip(script);
    await expect(fetchIt()).rejects.toThrow(sentence);
  });

  it("asks nobody when TENON_OFFLINE is set", async () => {
    fakePip("exit 0");
    vi.stubEnv("TENON_OFFLINE", "1");
    await expect(fetchIt()).rejects.toThrow(
      "thing==1.0 is not on this machine, and TENON_OFFLINE=1 forbids the network",
    );
    expect(() => readFileSync(join(place.folder, "calls"))).toThrow("ENOENT");
  });

  it("ends pip, and what pip started, when it is interrupted", async () => {
    fakePip("sleep 60 & echo $! > $into/../child; wait");
    const context = wish();
    const fetching = fetchIt(context);
    const begun = () => Number(readFileSync(join(place.folder, "into/child"), "utf8"));
    await vi.waitFor(() => expect(begun()).toBeGreaterThan(0), 200_000);
    context.interrupt.abort();
    await expect(fetching).rejects.toThrow(/abort/);
    await vi.waitFor(() => expect(runs(begun())).toBe(false), 200_000);
  });

  it("has apt bring pip where that is allowed, and names the command where it is not", async () => {
    const tools = join(place.folder, "programs");
    fakeProgram(place.folder, "python3", "exit 1");
    fakeProgram(place.folder, "sudo", `echo "$@" >> ${place.folder}/apt; exec "$@"`);
    fakeProgram(place.folder, "apt-get", `printf '#!/bin/sh\\nexit 7\\n' > ${tools}/python3`);
    vi.spyOn(process, "getuid").mockReturnValue(1000);
    await expect(fetchIt()).rejects.toThrow(
      "thing==1.0 needs pip: run `sudo apt-get install -y --no-install-recommends python3-pip`",
    );
    fakeProgram(
      place.folder,
      "apt-get",
      `printf '#!/bin/sh\\ncase "$*" in *--version*) exit 0;; esac\\nexit 7\\n' > ${tools}/python3`,
    );
    await expect(fetchIt(wish({ yes: true }))).rejects.toThrow(/^pip could not fetch/);
    expect(readFileSync(join(place.folder, "apt"), "utf8")).toBe(
      "apt-get install -y --no-install-recommends python3-pip\n",
    );
    vi.restoreAllMocks();
  });
});
