import { useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { toast } from "#app/components/ui/feedback/toast-store.ts";
import { Checkbox } from "#app/components/ui/form/controls.tsx";
import { Dialog } from "#app/components/ui/overlay/dialog.tsx";
import { ring } from "./chime.ts";
import { askForNotifications, notificationPermission, notify } from "./notification.ts";
import { chooseAlerts, useAlertPreferences } from "./preferences.ts";

const refused =
  "This browser does not let the product show notifications. Allow them beside the page's address, then try again.";
const missing = "This browser shows no notifications for pages.";

/** How this browser makes itself noticed when its person is paged in the app. */
export default function AlertsDialog({ onClose }: { onClose: () => void }) {
  const { sound, notification } = useAlertPreferences();
  const [problem, setProblem] = useState<string | null>(null);
  const kept = (was: boolean) => setProblem(was ? null : "This browser keeps no settings for this page.");
  const wantNotifications = async (wanted: boolean) => {
    const permission = wanted ? await askForNotifications() : "granted";
    if (permission === "granted") return kept(chooseAlerts({ notification: wanted }));
    setProblem(permission === "missing" ? missing : refused);
  };
  const test = async () => {
    const rang = sound && (await ring());
    const shown =
      notification &&
      notify(
        { title: "This is how you will be paged", body: "Nothing happened: it is a test.", tag: "test" },
        () => {},
      );
    if (!rang && !shown)
      setProblem("Nothing could be heard or shown. Is the sound switched off, or the permission taken back?");
    else toast(rang ? "It rang." : "It was shown.");
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title="When you are paged in the app"
      description="The bar and the page's title always say so. For this browser:"
    >
      <div className="flex flex-col gap-1">
        <Checkbox
          label="Ring"
          help="A chime, and again each minute until somebody has acknowledged."
          checked={sound}
          onChange={({ currentTarget }) => kept(chooseAlerts({ sound: currentTarget.checked }))}
        />
        <Checkbox
          label="Notification of the system"
          help="Also while this window is behind others."
          checked={notification && notificationPermission() === "granted"}
          onChange={({ currentTarget }) => void wantNotifications(currentTarget.checked)}
        />
        {problem && (
          <p role="alert" className="text-small text-danger-text">
            {problem}
          </p>
        )}
        <Button className="mt-3 self-start" disabled={!sound && !notification} onClick={() => void test()}>
          Try it
        </Button>
      </div>
    </Dialog>
  );
}
